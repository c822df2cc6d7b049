//! A link says what was put into it; any other text says what can be understood of it.

use backprop::equations::first_weights::Random;
use backprop_live::reader::link::{LONGEST, Link};
use backprop_live::reader::training::{Data, OPTIMIZERS};

#[test]
fn a_link_reads_like_its_settings() {
    let link = Link {
        declaration: Some("struct Xor { layers: 2 -> 1 Sigmoid, cost: CrossEntropy }".to_owned()),
        seed: Some(7),
        data: Some(Data::Spiral),
        rows: None,
        rate: Some(0.5),
        lambda: Some(0.0),
        optimizer: Some(2),
    };
    let written = "#declaration=struct%20Xor%20%7B%20layers%3A%202%20-%3E%201%20Sigmoid%2C%20cost%3A%20CrossEntropy%20%7D\
                   &seed=7&data=spiral&rate=0.5&lambda=0.0&optimizer=adam";
    assert_eq!(link.write(), written);
    assert_eq!(Link::read(written), link);
    assert_eq!(Link::read(&written[1..]), link);
    assert_eq!((Link::default().write().as_str(), Link::read("#")), ("#", Link::default()));
}

/// Each of these is a byte that `encodeURIComponent` leaves as it is.
#[test]
fn what_is_escaped_is_what_javascript_escapes() {
    let kept = "ABCXYZabcxyz0189-_.!~*'()";
    let of = |text: &str| Link { rows: Some(text.to_owned()), ..Link::default() }.write();
    assert_eq!(of(kept), format!("#rows={kept}"));
    for code in 0..128_u8 {
        let letter = char::from(code);
        let is_kept = letter.is_ascii_alphanumeric() || kept.contains(letter);
        let wanted = if is_kept { letter.to_string() } else { format!("%{code:02X}") };
        assert_eq!(of(&letter.to_string()), format!("#rows={wanted}"));
    }
    assert_eq!(of("é→🦀"), "#rows=%C3%A9%E2%86%92%F0%9F%A6%80");
}

#[test]
fn drawn_settings_come_back() {
    let mut random = Random::new(1);
    let mut below = |bound: usize| ((random.uniform(0.5) + 0.5) * bound as f64) as usize % bound;
    let letters: Vec<char> = "ab1 \n\t,;&=#%+\"'<>{}é→δ🦀\0".chars().collect();
    for _ in 0..2000 {
        let mut text = |longest: usize| (0..below(longest)).map(|_| letters[below(letters.len())]).collect::<String>();
        let (declaration, rows) = (text(80), text(40));
        let mut maybe = |link: Link, other: Link| if below(2) == 0 { link } else { other };
        let mut link = Link { declaration: Some(declaration), ..Link::default() };
        link = maybe(Link { rows: Some(rows), ..link.clone() }, link);
        let number = f64::from_bits(((below(2000) as u64) << 52) | below(1 << 40) as u64).abs();
        let seed = below(1 << 50) as u64 * below(1 << 14) as u64;
        let data = Data::ALL[below(Data::ALL.len())].1;
        link = Link { data: Some(data), optimizer: Some(below(OPTIMIZERS.len())), seed: Some(seed), ..link };
        link = Link { rate: Some(number + 5e-324), lambda: Some(number), ..link };
        assert_eq!(Link::read(&link.write()), link);
    }
}

#[test]
fn parts_that_are_missing_unknown_repeated_or_malformed_are_passed_over() {
    let own = Link { data: Some(Data::Own), seed: Some(3), ..Link::default() };
    for text in [
        "#data=own&seed=3",
        "seed=3&data=own",
        "#seed=3&colour=red&data=own&seed=4&data=xor&",
        "#&&==&seed&=7&seed=3&data=own&rate=&lambda=&optimizer=",
        "#seed=three&seed=-1&seed=3&data=OWN&data=own&rate=fast&lambda=-0.1&optimizer=sgd",
        "#seed=18446744073709551616&seed=3&data=own&rate=0&rate=-1&rate=inf&rate=NaN&rate=1e999&lambda=nan",
        "#seed=%33&data=o%77n&rows=%&rows=%4&rows=%zz&rows=%+1&rows=%FF&declaration=%C3",
        "##seed=9&data=own&seed=3",
    ] {
        assert_eq!(Link::read(text), own, "{text}");
    }
    assert_eq!(Link::read("#rows=1=2&rows=3").rows.as_deref(), Some("1=2"));
    assert_eq!(Link::read("#rows=a b→c").rows.as_deref(), Some("a b→c"));
}

#[test]
fn a_link_has_an_end() {
    let long = |letter: &str, count: usize| Link { declaration: Some(letter.repeat(count)), ..Link::default() };
    for letter in ["x", " ", "🦀"] {
        let longest = long(letter, LONGEST);
        let both = Link { rows: longest.declaration.clone(), seed: Some(u64::MAX), ..longest };
        assert_eq!(Link::read(&both.write()), both, "{letter}");
        assert_eq!(long(letter, LONGEST + 1).write(), "#");
        assert_eq!(Link::read(&format!("#declaration={}&seed=3", letter.repeat(LONGEST + 1))).declaration, None);
    }
    assert_eq!(Link::read(&format!("#seed=3&{}", "x".repeat(10_000_000))), Link::default());
}

#[test]
fn any_bytes_can_be_read() {
    let mut random = Random::new(2);
    let pieces =
        ["#", "&", "=", "%", "%4", "%E2%86", "→", "seed", "data", "rate", "lambda", "1e", "-", "own", "\0", "🦀"];
    for _ in 0..20_000 {
        let mut text = String::new();
        while random.uniform(1.0) > -0.85 {
            text += pieces[((random.uniform(0.5) + 0.5) * 16.0) as usize % 16];
        }
        let link = Link::read(&text);
        assert_eq!(Link::read(&link.write()), link, "{text}");
    }
}
