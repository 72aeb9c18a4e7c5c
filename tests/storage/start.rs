//! Who may open a folder, and who may look into it.

use std::{fs, process::Stdio, time::Instant};

use tempfile::TempDir;

use crate::process::{Process, done, file, refused, serve, set_up, shopbell};

#[test]
fn second_house_on_the_same_folder_is_told_so_at_once() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");
    done(&data, &["channel", "add", "web-chat", "--name", "Shop"]);
    let house = Process::start(&data);
    let mut took = Vec::new();
    for _ in 0..10 {
        let begun = Instant::now();
        let starts: Vec<_> = (0..5)
            .map(|_| {
                serve(&data)
                    .stdout(Stdio::null())
                    .stderr(Stdio::piped())
                    .spawn()
                    .unwrap()
            })
            .collect();
        for start in starts {
            let output = start.wait_with_output().unwrap();
            let told = String::from_utf8(output.stderr).unwrap();
            assert_eq!(output.status.code(), Some(1), "{told}");
            let line = format!(
                "shopbell: Shopbell is already running with the data in {}\n",
                data.display()
            );
            assert_eq!(told, line);
        }
        took.push(begun.elapsed());
    }
    took.sort();
    // Half of them, because tests share their machine.
    assert!(took[took.len() / 2].as_secs() < 2, "{took:?}");
    for command in [
        &["channel", "list"][..],
        &["restore", file(&data).to_str().unwrap()],
    ] {
        let told = refused(&data, command);
        assert!(told.contains("already running"), "{told}");
    }
    // The one that is open noticed nothing.
    house.visitor();
    house.kill();
    done(&data, &["channel", "list"]);
}

#[test]
fn without_a_command_a_second_start_says_where_the_first_is() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");
    let house = Process::start(&data);
    let start = shopbell(&data)
        .env("SHOPBELL_NO_BROWSER", "true")
        .output()
        .unwrap();
    let said = String::from_utf8(start.stdout).unwrap();
    assert_eq!(
        said,
        format!("Shopbell is already open at http://{}\n", house.address)
    );
    assert!(start.status.success());
}

#[test]
fn without_a_command_a_second_start_leads_past_a_certificate_that_nobody_trusts() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");
    let mut command = serve(&data);
    command.args(["--https", "127.0.0.1:0", "--no-mdns"]);
    let house = Process::of(command);
    // Its own address is that of the door for HTTPS.
    let word = data.join("address");
    let begun = Instant::now();
    while !fs::read_to_string(&word).unwrap().starts_with("https://") {
        assert!(begun.elapsed().as_secs() < 10, "the door is not told");
        std::thread::yield_now();
    }
    let start = shopbell(&data)
        .env("SHOPBELL_NO_BROWSER", "true")
        .output()
        .unwrap();
    let said = String::from_utf8(start.stdout).unwrap();
    assert_eq!(
        said,
        format!("Shopbell is already open at http://{}\n", house.address)
    );
    assert!(start.status.success());
    house.kill();
}

#[test]
fn without_a_command_the_variables_count() {
    let folder = TempDir::new().unwrap();
    let mut command = shopbell(&folder.path().join("data"));
    command
        .env("SHOPBELL_NO_BROWSER", "true")
        .env("SHOPBELL_LISTEN", "127.0.0.9:0");
    let house = Process::of(command);
    assert_eq!(house.address.ip().to_string(), "127.0.0.9");
    house.kill();
}

#[test]
fn whoever_watches_learns_how_the_house_is() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");
    let told = refused(&data, &["health"]);
    assert!(told.contains("no house is open"), "{told}");
    let mut command = serve(&data);
    // It asks nearby, not at the name that browsers use.
    command.args(["--public-url", "https://chat.shop.example"]);
    let house = Process::of(command);
    let said = done(&data, &["health"]);
    assert!(said.contains("\"ready\":true"), "{said}");
    house.kill();
    let told = refused(&data, &["health"]);
    assert!(told.contains("nobody answers"), "{told}");
}

#[cfg(target_os = "linux")]
#[test]
fn service_manager_is_told_when_the_house_is_open_and_when_it_closes() {
    use std::{os::unix::net::UnixDatagram, time::Duration};
    let folder = TempDir::new().unwrap();
    let ear = folder.path().join("ear");
    let manager = UnixDatagram::bind(&ear).unwrap();
    manager
        .set_read_timeout(Some(Duration::from_secs(20)))
        .unwrap();
    let hear = || {
        let mut said = [0; 256];
        let length = manager.recv(&mut said).unwrap();
        String::from_utf8(said[..length].to_vec()).unwrap()
    };
    let mut command = serve(&folder.path().join("data"));
    command.env("NOTIFY_SOCKET", &ear);
    let house = Process::of(command);
    assert_eq!(hear().trim(), "READY=1");
    house.signal("TERM");
    assert_eq!(hear().trim(), "STOPPING=1");
    assert!(house.wait().success());
}

#[test]
fn damaged_file_is_refused_with_what_to_do() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");
    done(&data, &["channel", "add", "web-chat", "--name", "Shop"]);
    let sound = fs::read(file(&data)).unwrap();
    let half = &sound[..sound.len() / 2];
    fs::write(file(&data), half).unwrap();
    let serve = ["serve", "--listen", "127.0.0.1:0", "--no-browser"];
    let told = refused(&data, &serve);
    assert!(told.contains(file(&data).to_str().unwrap()), "{told}");
    assert!(told.contains("is cut off"), "{told}");
    assert!(told.contains("shopbell restore"), "{told}");
    assert!(fs::read(file(&data)).unwrap() == half, "it was touched");
    fs::write(file(&data), sound).unwrap();
    Process::start(&data).visitor();
}

#[cfg(unix)]
#[test]
fn nobody_else_may_look_into_the_folder() {
    use std::os::unix::fs::PermissionsExt;
    fn walk(folder: &std::path::Path, seen: &mut Vec<String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let mode = path.metadata().unwrap().permissions().mode() & 0o777;
            if path.is_dir() {
                assert_eq!(mode, 0o700, "{path:?}");
                walk(&path, seen);
            } else {
                assert_eq!(mode, 0o600, "{path:?}");
                seen.push(path.file_name().unwrap().to_str().unwrap().to_owned());
            }
        }
    }
    let folder = TempDir::new().unwrap();
    // A folder that was made by hand, open to all.
    let data = folder.path().join("data");
    fs::create_dir(&data).unwrap();
    fs::set_permissions(&data, fs::Permissions::from_mode(0o755)).unwrap();
    set_up(&data);
    let house = Process::start(&data);
    house.visitor();
    done(&data, &["backup"]);
    let mode = data.metadata().unwrap().permissions().mode() & 0o777;
    assert_eq!(mode, 0o700);
    let mut seen = Vec::new();
    walk(&data, &mut seen);
    for name in [
        "shopbell.db",
        "shopbell.db-wal",
        "shopbell.db-open",
        "lock",
        "address",
    ] {
        assert!(seen.iter().any(|seen| seen == name), "{name}: {seen:?}");
    }
    assert!(seen.len() > 5, "the backup, too: {seen:?}");
}

#[test]
fn house_answers_this_machine_alone_unless_told_otherwise() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");
    let told = folder.path().join("told");
    let mut command = shopbell(&data);
    command.args(["serve", "--no-browser"]);
    let house = Process::of(command);
    assert!(house.address.ip().is_loopback(), "{}", house.address);
    house.kill();

    let mut command = shopbell(&data);
    command
        .args(["serve", "--no-browser", "--listen", "0.0.0.0:0"])
        // The network around the machine shall not hear of tests.
        .args(["--insecure-http", "--no-mdns"])
        .stderr(fs::File::create(&told).unwrap());
    let house = Process::of(command);
    assert!(house.address.ip().is_unspecified(), "{}", house.address);
    house.kill();
    let told = fs::read_to_string(told).unwrap();
    assert!(told.contains("can read along"), "{told}");
}
