//! `is_defined` and the type tests (docs: iot-hub-devguide-query-language, "Type checking and conversion functions").
//! They answer true or false for every argument, also for a missing one.

use super::{Apply, Arguments, Builtin, Gives, Parameter::Any};
use crate::model::query::value::Value;

const fn test(name: &'static str, f: fn(&Arguments<'_, '_>) -> Value<'static>, in_edge: bool) -> Builtin {
    let apply = Apply::Values(f);
    Builtin { name, parameters: &[Any], at_least: 1, at_most: 1, gives: Gives::Bool, apply, in_edge }
}

pub(super) const TABLE: &[Builtin] = &[
    test("is_bool", |a| Value::Bool(matches!(a.get(0), Value::Bool(_))), true),
    test("is_number", |a| Value::Bool(matches!(a.get(0), Value::Number(n) if n.is_finite())), true),
    test("is_string", |a| Value::Bool(matches!(a.get(0), Value::String(_))), true),
    test("is_null", |a| Value::Bool(matches!(a.get(0), Value::Null)), true),
    test("is_defined", |a| Value::Bool(a.get(0).is_defined()), true),
    test("is_array", |a| Value::Bool(matches!(a.get(0), Value::Array)), false),
    test("is_object", |a| Value::Bool(matches!(a.get(0), Value::Object)), false),
    test("is_primitive", |a| Value::Bool(a.get(0).is_defined()), false),
];

#[cfg(test)]
mod tests {
    use super::super::apply;
    use crate::model::query::string::Text;
    use crate::model::query::value::{Value, Why};
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn each_test_on_each_type() {
        let values = [
            Value::Bool(false),
            Value::Number(1.0),
            Value::Number(f64::INFINITY),
            Value::String(Text::borrowed("")),
            Value::Null,
            Value::Object,
            Value::Array,
            Value::Undefined(Why::PropertyAbsent),
        ];
        for (name, expected) in [
            ("is_bool", [true, false, false, false, false, false, false, false]),
            ("is_number", [false, true, false, false, false, false, false, false]),
            ("is_string", [false, false, false, true, false, false, false, false]),
            ("is_null", [false, false, false, false, true, false, false, false]),
            ("is_defined", [true, true, true, true, true, false, false, false]),
            ("is_array", [false, false, false, false, false, false, true, false]),
            ("is_object", [false, false, false, false, false, true, false, false]),
            ("is_primitive", [true, true, true, true, true, false, false, false]),
        ] {
            for (value, expected) in values.iter().zip(expected) {
                assert_eq!(apply(name, std::slice::from_ref(value)), Value::Bool(expected), "{name} {value:?}");
            }
        }
    }
}
