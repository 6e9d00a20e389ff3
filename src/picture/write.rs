//! Coordinates and paths as text, without the float printer of `core::fmt`, which would cost the first visit 9 KB.

/// The number to a hundredth, without zeros at its end.
#[must_use]
pub fn number(value: f64) -> String {
    figure("#", &[value])
}

/// The template with each `#` replaced by the next of the numbers: `M# #H#` is a line to the right.
#[must_use]
pub fn figure(template: &str, numbers: &[f64]) -> String {
    let mut out = String::with_capacity(template.len() + 4 * numbers.len());
    add(&mut out, template, numbers);
    out
}

/// As [`figure`], at the end of a longer path.
pub fn add(path: &mut String, template: &str, numbers: &[f64]) {
    let mut numbers = numbers.iter();
    for byte in template.bytes() {
        match byte {
            b'#' => numbers.next().into_iter().for_each(|number| push(path, *number)),
            _ => path.push(byte.into()),
        }
    }
}

fn push(path: &mut String, number: f64) {
    let hundredths = (number * 100.0).round() as i64;
    if hundredths < 0 {
        path.push('-');
    }
    let hundredths = hundredths.unsigned_abs();
    path.push_str(&(hundredths / 100).to_string());
    let (tenth, hundredth) = ((hundredths / 10 % 10) as u8, (hundredths % 10) as u8);
    if tenth + hundredth > 0 {
        path.push('.');
        path.push((b'0' + tenth).into());
    }
    if hundredth > 0 {
        path.push((b'0' + hundredth).into());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn numbers_keep_two_places_at_most() {
        let said = [0.0, -0.001, 12.0, 0.5, -0.25, 1.004, 1.006, -13.999, 1_088.1, 0.07].map(number);
        assert_eq!(said, ["0", "0", "12", "0.5", "-0.25", "1", "1.01", "-14", "1088.1", "0.07"]);
    }

    #[test]
    fn a_figure_takes_its_numbers_in_order() {
        assert_eq!(figure("M# #H#", &[1.0, -2.5, 30.0]), "M1 -2.5H30");
        assert_eq!(figure("v12", &[]), "v12");
    }
}
