//! Where the made-up customers come from: made-up network addresses (of RFC 5737, which nobody has), and
//! a file that knows their cities.

use std::{fs, path::Path};

use anyhow::Context;

use crate::atlas::write::{Entry, database};

/// City and country in English and Russian, where it is, and its time zone; in the order of the cast.
type City = ([&'static str; 2], [&'static str; 2], f64, f64, &'static str);

const GERMANY: [&str; 2] = ["Germany", "Германия"];
const RUSSIA: [&str; 2] = ["Russia", "Россия"];
const CHINA: [&str; 2] = ["China", "Китай"];
const BRITAIN: [&str; 2] = ["United Kingdom", "Великобритания"];
const SPAIN: [&str; 2] = ["Spain", "Испания"];
const JAPAN: [&str; 2] = ["Japan", "Япония"];

#[rustfmt::skip]
const CITIES: [City; 24] = [
    (["Hamburg", "Гамбург"], GERMANY, 53.55, 9.99, "Europe/Berlin"),
    (["Saint Petersburg", "Санкт-Петербург"], RUSSIA, 59.93, 30.34, "Europe/Moscow"),
    (["Shanghai", "Шанхай"], CHINA, 31.21, 121.44, "Asia/Shanghai"),
    (["Manchester", "Манчестер"], BRITAIN, 53.46, -2.23, "Europe/London"),
    (["Whitby", "Уитби"], BRITAIN, 54.49, -0.61, "Europe/London"),
    (["Madrid", "Мадрид"], SPAIN, 40.43, -3.70, "Europe/Madrid"),
    (["Kyoto", "Киото"], JAPAN, 35.02, 135.79, "Asia/Tokyo"),
    (["Beirut", "Бейрут"], ["Lebanon", "Ливан"], 33.90, 35.48, "Asia/Beirut"),
    (["Berlin", "Берлин"], GERMANY, 52.53, 13.40, "Europe/Berlin"),
    (["Kazan", "Казань"], RUSSIA, 55.79, 49.12, "Europe/Moscow"),
    (["Glasgow", "Глазго"], BRITAIN, 55.87, -4.30, "Europe/London"),
    (["Totnes", "Тотнес"], BRITAIN, 50.43, -3.69, "Europe/London"),
    (["Hangzhou", "Ханчжоу"], CHINA, 30.24, 120.12, "Asia/Shanghai"),
    (["Santiago de Compostela", "Сантьяго-де-Компостела"], SPAIN, 42.88, -8.54, "Europe/Madrid"),
    (["Erfurt", "Эрфурт"], GERMANY, 50.98, 11.03, "Europe/Berlin"),
    (["Yekaterinburg", "Екатеринбург"], RUSSIA, 56.84, 60.61, "Asia/Yekaterinburg"),
    (["Bristol", "Бристоль"], BRITAIN, 51.45, -2.59, "Europe/London"),
    (["Copenhagen", "Копенгаген"], ["Denmark", "Дания"], 55.68, 12.59, "Europe/Copenhagen"),
    (["Novosibirsk", "Новосибирск"], RUSSIA, 55.03, 82.92, "Asia/Novosibirsk"),
    (["Amman", "Амман"], ["Jordan", "Иордания"], 31.96, 35.91, "Asia/Amman"),
    (["Tokyo", "Токио"], JAPAN, 35.73, 139.77, "Asia/Tokyo"),
    (["Amsterdam", "Амстердам"], ["Netherlands", "Нидерланды"], 52.38, 4.88, "Europe/Amsterdam"),
    (["Freiburg", "Фрайбург"], GERMANY, 48.00, 7.84, "Europe/Berlin"),
    (["Chengdu", "Чэнду"], CHINA, 30.66, 104.08, "Asia/Shanghai"),
];

/// From which address a customer of the cast comes.
pub(super) fn address_of(customer: usize) -> String {
    format!("198.51.100.{}", 10 + customer % CITIES.len())
}

/// Writes the file into the demo's folder, and answers its path.
pub(super) fn write(folder: &Path) -> anyhow::Result<String> {
    let named = |[english, russian]: [&'static str; 2]| vec![("en", english), ("ru", russian)];
    let entries: Vec<Entry> = CITIES
        .into_iter()
        .enumerate()
        .map(
            |(customer, (city, country, latitude, longitude, time_zone))| Entry {
                network: format!("{}/32", address_of(customer)),
                city: named(city),
                country: named(country),
                latitude,
                longitude,
                radius_km: 10,
                time_zone,
            },
        )
        .collect();
    let path = folder.join("places.mmdb");
    fs::write(&path, database("Made-up-City", &entries))
        .with_context(|| format!("{} cannot be written", path.display()))?;
    Ok(path.to_string_lossy().into_owned())
}
