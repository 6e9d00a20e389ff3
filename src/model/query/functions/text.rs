//! `concat` `length` `lower` `upper` `substring` `index_of` `starts_with` `ends_with` `contains` (docs:
//! iot-hub-devguide-query-language, "String functions"). Ordinal, measured in UTF-16 units.

use super::Parameter::{Number, String as Str};
use super::{Apply, Arguments, Builtin, Gives, Parameter};
use crate::model::query::string::Text;
use crate::model::query::value::{Value, Why};

const fn text(
    name: &'static str,
    parameters: &'static [Parameter],
    (at_least, at_most): (u32, u32),
    gives: Gives,
    f: fn(&Arguments<'_, '_>) -> Value<'static>,
) -> Builtin {
    Builtin { name, parameters, at_least, at_most, gives, apply: Apply::Values(f), in_edge: true }
}

pub(super) const TABLE: &[Builtin] = &[
    text("concat", &[Str], (2, u32::MAX), Gives::String, concat),
    text("length", &[Str], (1, 1), Gives::Number, |a| Value::Number(a.string(0).len() as f64)),
    text("lower", &[Str], (1, 1), Gives::String, |a| Value::String(a.string(0).map_case(char::to_lowercase))),
    text("upper", &[Str], (1, 1), Gives::String, |a| Value::String(a.string(0).map_case(char::to_uppercase))),
    text("substring", &[Str, Number], (2, 3), Gives::String, substring),
    text("index_of", &[Str], (2, 2), Gives::Number, |a| {
        Value::Number(a.string(0).find(a.string(1)).map_or(-1.0, |at| at as f64))
    }),
    text("starts_with", &[Str], (2, 2), Gives::Bool, |a| Value::Bool(a.string(0).starts_with(a.string(1)))),
    text("ends_with", &[Str], (2, 2), Gives::Bool, |a| Value::Bool(a.string(0).ends_with(a.string(1)))),
    text("contains", &[Str], (2, 2), Gives::Bool, |a| Value::Bool(a.string(0).contains(a.string(1)))),
];

fn concat(arguments: &Arguments<'_, '_>) -> Value<'static> {
    let parts = (1..arguments.len()).map(|position| arguments.string(position));
    Value::String(parts.fold(arguments.string(0).clone().into_owned(), |whole, part| whole.concat(part)))
}

/// Nothing is clamped: a range outside the text is undefined.
fn substring(arguments: &Arguments<'_, '_>) -> Value<'static> {
    let text: &Text<'_> = arguments.string(0);
    let whole = text.len() as f64;
    let start = libm::trunc(arguments.number(1));
    let length = if arguments.len() == 3 { libm::trunc(arguments.number(2)) } else { whole - start };
    let within = start >= 0.0 && length >= 0.0 && start + length <= whole;
    if !within || arguments.len() == 3 && start >= whole {
        return Value::Undefined(Why::OutOfRange);
    }
    Value::String(text.slice(start as usize, length as usize))
}

#[cfg(test)]
mod tests {
    use super::super::apply;
    use crate::model::query::string::Text;
    use crate::model::query::value::{Value, Why};
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn string(text: &str) -> Value<'_> {
        Value::String(Text::borrowed(text))
    }

    #[test]
    fn examples() {
        for (name, arguments, expected) in [
            ("concat", vec!["a", "", "b"], string("ab")),
            ("length", vec!["a😀"], Value::Number(3.0)),
            ("lower", vec!["ÀB"], string("àb")),
            ("upper", vec!["ß1é"], string("ß1É")),
            ("index_of", vec!["abcabc", "ca"], Value::Number(2.0)),
            ("index_of", vec!["abc", "x"], Value::Number(-1.0)),
            ("index_of", vec!["abc", ""], Value::Number(0.0)),
            ("starts_with", vec!["abc", "ab"], Value::Bool(true)),
            ("starts_with", vec!["abc", "AB"], Value::Bool(false)),
            ("ends_with", vec!["abc", "bc"], Value::Bool(true)),
            ("contains", vec!["abc", ""], Value::Bool(true)),
        ] {
            let arguments: Vec<_> = arguments.into_iter().map(string).collect();
            assert_eq!(apply(name, &arguments), expected, "{name}");
        }
    }

    #[test]
    fn substring_never_clamps() {
        let cut = |start: f64, length: Option<f64>| {
            let numbers = [Some(start), length].into_iter().flatten().map(Value::Number);
            apply("substring", &[string("abc")].into_iter().chain(numbers).collect::<Vec<_>>())
        };
        let outside = Value::Undefined(Why::OutOfRange);
        assert_eq!(cut(1.0, None), string("bc"));
        assert_eq!(cut(1.9, None), string("bc"));
        assert_eq!(cut(-0.5, None), string("abc"));
        assert_eq!(cut(3.0, None), string(""));
        assert_eq!(cut(4.0, None), outside);
        assert_eq!(cut(-1.0, None), outside);
        assert_eq!(cut(1.0, Some(2.0)), string("bc"));
        assert_eq!(cut(1.0, Some(0.0)), string(""));
        assert_eq!(cut(3.0, Some(0.0)), outside);
        assert_eq!(cut(1.0, Some(3.0)), outside);
        assert_eq!(cut(1.0, Some(-1.0)), outside);
        assert_eq!(cut(f64::INFINITY, None), outside);
    }
}
