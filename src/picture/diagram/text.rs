//! How wide a text is, measured without a browser: good enough to cut what is too long.

/// A way to set text; sizes as in the style sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Font {
    /// 13 px, semibold: names.
    Name,
    /// 12 px: states and counts.
    Small,
    /// 12 px, fixed width: ids and conditions.
    Mono,
}

/// The estimated width in CSS pixels, a little on the wide side.
#[must_use]
pub fn width(text: &str, font: Font) -> f64 {
    text.chars().map(|c| advance(c, font)).sum()
}

fn advance(c: char, font: Font) -> f64 {
    let (size, weight) = match font {
        Font::Name => (13.0, 1.06),
        Font::Small => (12.0, 1.0),
        Font::Mono => (12.0, 1.0),
    };
    let em = match c {
        // Hangul, kana, ideographs and full-width forms nearly fill their square.
        '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' => 0.94,
        '\u{10000}'.. => 1.1,
        _ if font == Font::Mono => 0.61,
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' => 0.28,
        'I' | 'f' | 't' | 'r' | ' ' | '(' | ')' | '[' | ']' | '/' | '-' | '"' => 0.38,
        'm' | 'w' | 'M' | 'W' | '@' | '%' => 0.9,
        'A'..='Z' | '+' | '=' | '<' | '>' | '~' => 0.69,
        _ => 0.57,
    };
    em * size * weight
}

/// The text, or as much of it as fits with an ellipsis.
#[must_use]
pub fn fit(text: &str, most: f64, font: Font) -> String {
    if width(text, font) <= most {
        return text.to_owned();
    }
    let mut left = most - advance('…', font);
    let kept = text.chars().take_while(|&c| {
        left -= advance(c, font);
        left >= 0.0
    });
    let mut kept = kept.collect::<String>();
    kept.truncate(kept.trim_end().len());
    kept.push('…');
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn what_fits_stays_and_what_does_not_is_cut_to_fit() {
        let name = "MyFirstPythonDevice-with-a-name-of-128-characters";
        assert_eq!(fit(name, 1_000.0, Font::Name), name);
        for most in [20.0, 60.0, 120.0] {
            let cut = fit(name, most, Font::Name);
            assert!(cut.ends_with('…') && width(&cut, Font::Name) <= most, "{cut}");
            assert!(name.starts_with(cut.trim_end_matches('…')));
        }
        assert_eq!(fit("두 단어", 30.0, Font::Small), "두…");
    }

    #[test]
    fn hangul_is_wide() {
        assert!(width("경로", Font::Small) >= 22.0);
        assert!(width("lilt", Font::Small) < width("wwww", Font::Small));
    }
}
