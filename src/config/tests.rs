//! What flags come to, and what they are refused with.

use super::*;

#[test]
fn a_command_is_read_without_a_shell() {
    for (text, expected) in [
        ("", &[][..]),
        ("  ", &[]),
        ("lamp", &["lamp"]),
        ("lamp  --on 3", &["lamp", "--on", "3"]),
        ("'my lamp' \"a b\"c ''", &["my lamp", "a bc", ""]),
        ("lamp; rm $HOME | x", &["lamp;", "rm", "$HOME", "|", "x"]),
        ("C:\\bell\\ring.exe", &["C:\\bell\\ring.exe"]),
    ] {
        assert_eq!(words(text).unwrap(), expected, "{text:?}");
    }
    assert!(words("lamp 'on").is_err());
}

fn read(flags: ServeFlags) -> Result<Config, String> {
    let data = DataFlags {
        data: Some(PathBuf::from("data")),
        key_file: None,
    };
    Config::new(&data, &flags).map_err(|error| error.to_string())
}

#[test]
fn https_has_one_certificate_for_a_known_name() {
    let https = Some("0.0.0.0:7743".parse().unwrap());
    let own = read(ServeFlags {
        https,
        ..ServeFlags::default()
    })
    .unwrap();
    assert_eq!((own.certified, own.public_url), (Certified::Here, None));
    let acme = ServeFlags {
        https,
        certificate: CertificateFlags {
            acme: vec![
                "Chat.Shop.example".to_owned(),
                "help.shop.example".to_owned(),
            ],
            ..CertificateFlags::default()
        },
        ..ServeFlags::default()
    };
    let got = read(acme.clone()).unwrap();
    assert_eq!(
        got.public_url.as_deref(),
        Some("https://chat.shop.example:7743")
    );
    assert_eq!(got.hosts, ["chat.shop.example", "help.shop.example"]);
    let at_443 = ServeFlags {
        https: Some("[::]:443".parse().unwrap()),
        ..acme.clone()
    };
    assert_eq!(
        read(at_443).unwrap().public_url.as_deref(),
        Some("https://chat.shop.example")
    );
    let pair = CertificateFlags {
        tls_cert: Some("c".into()),
        tls_key: Some("k".into()),
        ..CertificateFlags::default()
    };
    let files = ServeFlags {
        https,
        certificate: pair.clone(),
        public_url: Some("https://chat.shop.example".to_owned()),
        ..ServeFlags::default()
    };
    assert!(read(files.clone()).unwrap().certified.is_public());
    for (flags, words) in [
        (
            ServeFlags {
                https: None,
                ..acme.clone()
            },
            "need --https",
        ),
        (
            ServeFlags {
                https: None,
                ..files.clone()
            },
            "need --https",
        ),
        (
            ServeFlags {
                certificate: CertificateFlags {
                    tls_key: None,
                    ..pair.clone()
                },
                ..files.clone()
            },
            "belong together",
        ),
        (
            ServeFlags {
                certificate: CertificateFlags {
                    acme: acme.certificate.acme.clone(),
                    ..pair
                },
                ..files.clone()
            },
            "not both",
        ),
        (
            ServeFlags {
                public_url: None,
                ..files.clone()
            },
            "needs --public-url",
        ),
        (
            ServeFlags {
                public_url: Some("http://chat.shop.example".to_owned()),
                ..files
            },
            "needs --public-url",
        ),
    ] {
        let error = read(flags).unwrap_err();
        assert!(error.contains(words), "{error}");
    }
    for name in [
        "",
        "shop",
        "192.168.1.7",
        "*.shop.example",
        "shop..example",
        "https://shop.example",
    ] {
        let flags = ServeFlags {
            certificate: CertificateFlags {
                acme: vec![name.to_owned()],
                ..CertificateFlags::default()
            },
            ..acme.clone()
        };
        assert!(read(flags).unwrap_err().contains("--acme"), "{name}");
    }
}

#[test]
fn the_world_s_entrance_is_another_one_than_the_console_s() {
    let at = |public: Option<&str>, widget: Option<&str>, listen: Option<&str>| ServeFlags {
        public_url: public.map(str::to_owned),
        widget_url: widget.map(str::to_owned),
        public_listen: listen.map(|address| address.parse().unwrap()),
        ..ServeFlags::default()
    };
    let desk = Some("https://desk.shop.example");
    let help = Some("https://help.shop.example/");
    let read_at = |public, widget, listen| read(at(public, widget, listen));
    let config = read_at(desk, help, None).unwrap();
    assert_eq!(config.world_url(), Some("https://help.shop.example"));
    assert_eq!(read_at(desk, None, None).unwrap().world_url(), desk);
    // One name may have two doors, and two names one.
    assert!(read_at(desk, desk, Some("127.0.0.1:7701")).is_ok());
    for (flags, words) in [
        (at(desk, desk, None), "--widget-url needs another name"),
        (at(desk, Some("help.shop.example"), None), "--widget-url"),
        (
            at(None, None, Some("0.0.0.0:80")),
            "--public-listen 0.0.0.0:80",
        ),
    ] {
        let error = read(flags).unwrap_err();
        assert!(error.contains(words), "{error}");
    }
}

#[test]
fn an_address_is_kept_as_browsers_write_it() {
    let shop = Some("https://chat.shop.example");
    for (url, expected) in [
        ("https://chat.shop.example", shop),
        ("https://Chat.Shop.example/", shop),
        ("HTTPS://chat.shop.example:443", shop),
        (
            "http://chat.shop.example:80/",
            Some("http://chat.shop.example"),
        ),
        (
            "https://chat.shop.example:80",
            Some("https://chat.shop.example:80"),
        ),
        (
            "https://chat.shop.example:8443",
            Some("https://chat.shop.example:8443"),
        ),
        ("https://[FD00::7]:443", Some("https://[fd00::7]")),
        ("https://chat.shop.example:70000", None),
        ("https://ana@chat.shop.example", None),
        ("https://chat.shop.example/desk", None),
        ("https://chat.shop.example?desk", None),
        ("ftp://chat.shop.example", None),
        ("chat.shop.example", None),
        ("", None),
    ] {
        let flags = ServeFlags {
            public_url: Some(url.to_owned()),
            ..ServeFlags::default()
        };
        let found = read(flags).map(|config| config.public_url);
        match expected {
            Some(expected) => assert_eq!(found.unwrap().as_deref(), Some(expected), "{url}"),
            None => assert!(found.unwrap_err().contains("--public-url"), "{url}"),
        }
    }
}

#[test]
fn the_key_lies_among_the_data_unless_another_place_is_named() {
    let at = |key_file: Option<&str>| {
        let flags = DataFlags {
            data: Some(PathBuf::from("data")),
            key_file: key_file.map(PathBuf::from),
        };
        Config::new(&flags, &ServeFlags::default())
            .unwrap()
            .key_file
    };
    assert_eq!(at(None), Path::new("data/shopbell.key"));
    assert_eq!(at(Some("/mnt/usb/key")), Path::new("/mnt/usb/key"));
}

#[test]
fn the_name_in_the_network_is_one_part() {
    for (name, expected) in [
        (None, Some("shopbell")),
        (Some("kettle"), Some("kettle")),
        (Some("kettle.local"), Some("kettle")),
        (Some("kettle.example"), None),
        (Some("Kettle"), None),
        (Some(""), None),
        (Some("localhost"), None),
    ] {
        let flags = ServeFlags {
            local_name: name.map(str::to_owned),
            ..ServeFlags::default()
        };
        assert_eq!(
            read(flags).ok().map(|config| config.local_name).as_deref(),
            expected,
            "{name:?}"
        );
    }
}
