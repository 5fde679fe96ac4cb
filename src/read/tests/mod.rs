//! What holds for all formats, and text and Markdown in particular.

use proptest::prelude::*;

use super::*;

mod html;
mod text;

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused_but_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        for name in ["a.txt", "a.md", "a.html", "a.xml"] {
            let _ = read(name, &bytes);
        }
    }

    #[test]
    fn blocks_are_in_order_and_on_character_boundaries(text in "(\\PC|\n|\t|[-*#é’] ){0,200}", md in any::<bool>()) {
        if let Ok(e) = read(if md { "a.md" } else { "a.txt" }, text.as_bytes()) {
            let mut at = 0;
            for b in &e.blocks {
                prop_assert!(b.start >= at && b.end > b.start);
                let words = e.text.get(b.start..b.end).expect("on boundaries");
                prop_assert_eq!(words.trim(), words);
                at = b.end;
            }
        }
    }

    #[test]
    fn no_character_is_lost_silently(text in "(\\PC|[a-z]{1,5}|\n|\n\n|    |[-*_#>|`\\[\\]()!&;:.\\\\~^<>/=é] ?|1[.)] |&amp;|&nbsp;|&#173;|<b>|</b>|<br>|<div>|</div>|<!--|-->|<script>|</script>|\\|-\\||\\[a\\]: |\\[\\^1\\]|https://a\\.example/){0,60}") {
        for name in ["a.txt", "a.md", "a.html", "a.xml"] {
            if let Ok(e) = read(name, text.as_bytes()) {
                prop_assert!(e.is_conserved(), "{name}: {e:?}");
            }
        }
    }

    #[test]
    fn a_plain_file_is_its_own_extracted_text(text in "[a-zA-Z’é .\n]{1,200}") {
        if let Ok(e) = read("a.txt", text.as_bytes()) {
            prop_assert_eq!(e.text, text);
        }
    }
}

fn words(name: &str, text: &str) -> Vec<(BlockKind, String)> {
    let e = read(name, text.as_bytes()).unwrap();
    e.blocks.iter().map(|b| (b.kind, e.text[b.start..b.end].to_owned())).collect()
}
