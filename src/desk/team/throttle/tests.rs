use super::*;

const STRANGER: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(203, 0, 113, 9));
const OFFICE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 1));

fn attempt(account: &str, from: IpAddr) -> Attempt<'_> {
    Attempt {
        account,
        from,
        at_home: from == OFFICE,
    }
}

fn throttle() -> (Throttle, Instant) {
    (Throttle::new(Limits::default()), Instant::now())
}

#[test]
fn an_address_is_a_prefix_of_what_one_person_holds() {
    let prefix = |text: &str| Prefix::from(text.parse::<IpAddr>().unwrap());
    assert_eq!(prefix("2001:db8:1:2::1"), prefix("2001:db8:1:2:ffff::7"));
    assert_ne!(prefix("2001:db8:1:2::1"), prefix("2001:db8:1:3::1"));
    assert_eq!(prefix("::ffff:192.0.2.1"), prefix("192.0.2.1"));
    assert_ne!(prefix("192.0.2.2"), prefix("192.0.2.1"));
}

#[test]
fn wrong_passwords_cost_ever_more_time() {
    let (mut throttle, mut now) = throttle();
    let attempt = attempt("ana@kettle.example", STRANGER);
    for _ in 0..6 {
        assert_eq!(throttle.ask(now, &attempt), Ok(()));
        throttle.failed(now, &attempt);
    }
    for seconds in [2, 4, 8, 16] {
        assert_eq!(
            throttle.ask(now, &attempt),
            Err(TooSoon(Duration::from_secs(seconds)))
        );
        now += Duration::from_secs(seconds);
        assert_eq!(throttle.ask(now, &attempt), Ok(()));
        throttle.failed(now, &attempt);
    }
    for _ in 0..20 {
        throttle.failed(now, &attempt);
    }
    assert_eq!(throttle.ask(now, &attempt), Err(TooSoon(LONGEST_DELAY)));
    // Another account is not the first one's concern.
    let other = Attempt {
        account: "bo@kettle.example",
        ..attempt
    };
    assert_eq!(throttle.ask(now, &other), Ok(()));
}

#[test]
fn a_right_password_clears_the_slate() {
    let (mut throttle, now) = throttle();
    let attempt = attempt("Ana@Kettle.example ", STRANGER);
    for _ in 0..5 {
        throttle.failed(now, &attempt);
    }
    assert_eq!(throttle.ask(now, &attempt), Ok(()));
    throttle.passed(&attempt);
    for _ in 0..5 {
        throttle.failed(now, &attempt);
    }
    assert_eq!(throttle.ask(now, &attempt), Ok(()));
}

#[test]
fn one_address_tries_twenty_times_a_minute() {
    let (mut throttle, now) = throttle();
    let names: Vec<String> = (0..30)
        .map(|n| format!("agent{n}@kettle.example"))
        .collect();
    let allowed = |throttle: &mut Throttle, now| {
        names
            .iter()
            .filter(|name| throttle.ask(now, &attempt(name, STRANGER)).is_ok())
            .count()
    };
    assert_eq!(allowed(&mut throttle, now), 20);
    assert_eq!(allowed(&mut throttle, now + Duration::from_secs(30)), 10);
    assert_eq!(allowed(&mut throttle, now + Duration::from_secs(300)), 20);
}

#[test]
fn what_is_typed_fills_no_memory() {
    let (mut throttle, now) = throttle();
    for n in 0..20 {
        let typed = format!("{n} {}@kettle.example", "Ä".repeat(100_000));
        assert_eq!(throttle.ask(now, &attempt(&typed, STRANGER)), Ok(()));
        throttle.failed(now, &attempt(&typed, STRANGER));
    }
    let accounts = throttle.accounts.rows.keys();
    let pairs = throttle.failures.rows.keys().map(|(account, _)| account);
    let kept: usize = accounts.chain(pairs).map(String::len).sum();
    assert!(kept < 40 * 1_024, "{kept}");
    assert_eq!(throttle.accounts.rows.len(), 20, "each for itself");
}

#[test]
fn a_team_that_signs_in_at_once_is_not_a_guesser() {
    let (mut throttle, now) = throttle();
    for n in 0..200 {
        let name = format!("agent{n}@kettle.example");
        let attempt = attempt(&name, STRANGER);
        assert_eq!(throttle.ask(now, &attempt), Ok(()), "{n}");
        throttle.passed(&attempt);
    }
}

#[test]
fn nobody_can_lock_the_administrator_out() {
    let (mut throttle, mut now) = throttle();
    let admin = "ana@kettle.example";
    // Ten thousand machines guess for an hour.
    let mut refused = 0;
    for n in 0..10_000_u32 {
        now += Duration::from_millis(360);
        let from = IpAddr::V4(std::net::Ipv4Addr::from(0x0a00_0000 + n));
        let attempt = attempt(admin, from);
        match throttle.ask(now, &attempt) {
            Ok(()) => throttle.failed(now, &attempt),
            Err(_) => refused += 1,
        }
    }
    assert!(refused > 9_000, "the premise: strangers are held back");
    assert!(throttle.ask(now, &attempt(admin, STRANGER)).is_err());
    assert_eq!(throttle.ask(now, &attempt(admin, OFFICE)), Ok(()));
    // And should somebody guess from the office itself, the next try is never far.
    for _ in 0..100 {
        throttle.failed(now, &attempt(admin, OFFICE));
    }
    now += LONGEST_DELAY_AT_HOME;
    assert_eq!(throttle.ask(now, &attempt(admin, OFFICE)), Ok(()));
}

#[test]
fn memory_is_bounded() {
    let (mut throttle, now) = throttle();
    for n in 0..50_000_u32 {
        let from = IpAddr::V4(std::net::Ipv4Addr::from(n));
        let attempt = attempt("ana@kettle.example", from);
        let at = now + Duration::from_millis(u64::from(n));
        let _ = throttle.ask(at, &attempt);
        throttle.failed(at, &attempt);
    }
    assert!(throttle.failures.rows.len() <= MOST_ROWS);
    assert!(throttle.addresses.rows.len() <= MOST_ROWS);
}

#[test]
fn a_burst_of_guesses_at_home_is_held_back_before_the_first_has_failed() {
    let (mut throttle, now) = throttle();
    let admin = attempt("ana@kettle.example", OFFICE);
    let allowed = (0..100)
        .filter(|_| throttle.ask(now, &admin).is_ok())
        .count();
    assert_eq!(allowed, 20);
    // A colleague in the same office is not kept waiting by that.
    let colleague = attempt("bo@kettle.example", OFFICE);
    assert_eq!(throttle.ask(now, &colleague), Ok(()));
    throttle.passed(&admin);
    assert_eq!(throttle.ask(now, &admin), Ok(()));
}
