//! `abs` `exp` `power` `square` `ceiling` `floor` `sign` `sqrt` (docs: iot-hub-devguide-query-language, "Math
//! functions"). All through `libm`, so that every platform gives the same digits; NaN is undefined.

use super::{Apply, Builtin, Gives, Parameter::Number};

const fn one(name: &'static str, f: fn(f64) -> f64) -> Builtin {
    let apply = Apply::Number(f);
    Builtin { name, parameters: &[Number], at_least: 1, at_most: 1, gives: Gives::Number, apply, in_edge: true }
}

pub(super) const TABLE: &[Builtin] = &[
    one("abs", libm::fabs),
    one("exp", libm::exp),
    Builtin {
        name: "power",
        parameters: &[Number],
        at_least: 2,
        at_most: 2,
        gives: Gives::Number,
        apply: Apply::Numbers(libm::pow),
        in_edge: true,
    },
    one("square", |x| x * x),
    one("ceiling", libm::ceil),
    one("floor", libm::floor),
    one("sign", |x| {
        if x > 0.0 {
            1.0
        } else if x < 0.0 {
            -1.0
        } else {
            0.0
        }
    }),
    one("sqrt", libm::sqrt),
];

#[cfg(test)]
mod tests {
    use super::super::apply;
    use crate::model::query::value::{Value, Why};
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn examples() {
        let inf = f64::INFINITY;
        for (name, arguments, expected) in [
            ("abs", vec![-2.5], 2.5),
            ("exp", vec![0.0], 1.0),
            ("exp", vec![1e9], inf),
            ("power", vec![2.0, 10.0], 1024.0),
            ("power", vec![0.0, 0.0], 1.0),
            ("square", vec![-3.0], 9.0),
            ("ceiling", vec![-1.5], -1.0),
            ("floor", vec![-1.5], -2.0),
            ("sign", vec![-inf], -1.0),
            ("sign", vec![-0.0], 0.0),
            ("sqrt", vec![2.25], 1.5),
        ] {
            let arguments: Vec<_> = arguments.into_iter().map(Value::Number).collect();
            assert_eq!(apply(name, &arguments), Value::Number(expected), "{name}");
        }
    }

    #[test]
    fn not_a_number_is_undefined() {
        let nan = Value::Undefined(Why::NotANumber);
        assert_eq!(apply("sqrt", &[Value::Number(-1.0)]), nan);
        assert_eq!(apply("power", &[Value::Number(-8.0), Value::Number(0.5)]), nan);
    }

    #[test]
    fn wrong_types_are_undefined() {
        assert_eq!(apply("abs", &[Value::Null]), Value::Undefined(Why::Mismatch));
        assert_eq!(apply("abs", &[Value::Object]), Value::Undefined(Why::Operand));
    }
}
