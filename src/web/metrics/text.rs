//! Those numbers in the text that Prometheus reads, each with what it means.

use prometheus_client::{
    collector::Collector,
    encoding::{DescriptorEncoder, EncodeMetric, NoLabelSet, prometheus_text},
    metrics::{MetricType, counter::ConstCounter, gauge::ConstGauge},
    registry::Registry,
};

use super::gather::Numbers;
use crate::{
    base::meter::Reading,
    desk::{amendment, outbox::Stage},
};

/// The whole text.
pub(super) fn write(numbers: Numbers) -> String {
    let mut registry = Registry::default();
    registry.register_collector(Box::new(numbers));
    let mut text = String::with_capacity(16 * 1024);
    // Writing into memory does not fail.
    let _ = prometheus_text::encode(&mut text, &registry);
    text
}

type Labels = Vec<(&'static str, String)>;
type Done = Result<(), std::fmt::Error>;

/// One after the other, under the same name.
struct Writer<'a>(DescriptorEncoder<'a>);

impl Writer<'_> {
    /// Values of one sort; `as_metric` is how that sort is written.
    fn values<M: EncodeMetric>(
        &mut self,
        (name, help): (&str, &str),
        kind: MetricType,
        values: impl IntoIterator<Item = (Labels, f64)>,
        as_metric: impl Fn(f64) -> M,
    ) -> Done {
        let mut encoder = self.0.encode_descriptor(name, help, None, kind)?;
        for (labels, value) in values {
            let metric = as_metric(value);
            // What has no labels is alone under its name.
            if labels.is_empty() {
                return metric.encode(encoder);
            }
            metric.encode(encoder.encode_family(&labels)?)?;
        }
        Ok(())
    }

    fn gauges(
        &mut self,
        name: &str,
        help: &str,
        values: impl IntoIterator<Item = (Labels, f64)>,
    ) -> Done {
        self.values((name, help), MetricType::Gauge, values, ConstGauge::new)
    }

    fn gauge(&mut self, name: &str, help: &str, value: f64) -> Done {
        self.gauges(name, help, [(Vec::new(), value)])
    }

    fn counters(
        &mut self,
        name: &str,
        help: &str,
        values: impl IntoIterator<Item = (Labels, f64)>,
    ) -> Done {
        self.values((name, help), MetricType::Counter, values, ConstCounter::new)
    }

    fn histograms<'r>(
        &mut self,
        name: &str,
        help: &str,
        values: impl IntoIterator<Item = (Labels, &'r Reading)>,
    ) -> Done {
        let mut encoder = self
            .0
            .encode_descriptor(name, help, None, MetricType::Histogram)?;
        for (labels, reading) in values {
            let Reading {
                count,
                seconds,
                classes,
            } = reading;
            // The class without an end is what all of them come to.
            let classes = &classes[..classes.len().saturating_sub(1)];
            if labels.is_empty() {
                return encoder.encode_histogram::<NoLabelSet>(*seconds, *count, classes, None);
            }
            encoder
                .encode_family(&labels)?
                .encode_histogram::<NoLabelSet>(*seconds, *count, classes, None)?;
        }
        Ok(())
    }
}

impl Collector for Numbers {
    fn encode(&self, encoder: DescriptorEncoder<'_>) -> Done {
        let mut out = Writer(encoder);
        out.gauges(
            "shopbell_build_info",
            "The version that runs; always 1.",
            [(vec![("version", env!("CARGO_PKG_VERSION").to_owned())], 1.0)],
        )?;
        self.house(&mut out)?;
        self.chats(&mut out)?;
        self.channels(&mut out)?;
        self.storage(&mut out)?;
        self.process(&mut out)
    }
}

impl Numbers {
    fn house(&self, out: &mut Writer<'_>) -> Done {
        out.gauge(
            "shopbell_uptime_seconds",
            "For how long the house is open.",
            self.uptime.as_secs_f64(),
        )?;
        let (agents, visitors) = self.streams;
        out.gauges(
            "shopbell_streams",
            "Live streams that are open.",
            [("agent", agents), ("visitor", visitors)]
                .map(|(side, count)| (vec![("side", side.to_owned())], count as f64)),
        )?;
        out.counters(
            "shopbell_http_requests",
            "Requests that were answered, by what was asked for and the class of the status.",
            self.requests.iter().flat_map(|one| {
                (1..=5).zip(one.statuses).map(|(class, count)| {
                    let labels = vec![
                        ("class", one.class.to_owned()),
                        ("code", format!("{class}xx")),
                    ];
                    (labels, count as f64)
                })
            }),
        )?;
        out.histograms(
            "shopbell_http_request_duration_seconds",
            "How long requests took until the head of their answer.",
            self.requests
                .iter()
                .map(|one| (vec![("class", one.class.to_owned())], &one.took)),
        )?;
        out.gauge(
            "shopbell_troubles",
            "Troubles that stand on the page Health, those that were put aside left out.",
            self.standing.troubles as f64,
        )
    }

    fn chats(&self, out: &mut Writer<'_>) -> Done {
        out.counters(
            "shopbell_messages",
            "Messages by kind of channel and direction, since the first time that this was asked for.",
            self.messages.iter().map(|(kind, direction, count)| {
                let labels = vec![
                    ("channel", kind.word().to_owned()),
                    ("direction", (*direction).to_owned()),
                ];
                (labels, *count as f64)
            }),
        )?;
        let standing = &self.standing;
        out.gauges(
            "shopbell_chats",
            "Open chats, by whether somebody has them.",
            [
                ("waiting", standing.waiting),
                ("active", standing.active),
                ("scheduled", standing.scheduled),
            ]
            .map(|(state, count)| (vec![("state", state.to_owned())], count as f64)),
        )?;
        out.gauge(
            "shopbell_longest_wait_seconds",
            "How long the customer has waited for an answer who waits longest in the line; 0: nobody waits.",
            standing.longest_wait.as_secs_f64(),
        )
    }

    fn channels(&self, out: &mut Writer<'_>) -> Done {
        let labels = |one: &crate::desk::watched::Line| {
            vec![
                ("channel", one.channel.to_string()),
                ("kind", one.kind.word().to_owned()),
            ]
        };
        let lines = &self.standing.lines;
        out.gauges(
            "shopbell_channel_up",
            "Whether a connected account works; 0 while it is in trouble or paused.",
            lines
                .iter()
                .map(|one| (labels(one), f64::from(u8::from(one.is_well)))),
        )?;
        out.gauges(
            "shopbell_channel_heard_age_seconds",
            "How long ago the platform of an account answered last, to within ten minutes.",
            lines
                .iter()
                .filter_map(|one| Some((labels(one), one.heard_ago?.as_secs_f64()))),
        )?;
        out.gauges(
            "shopbell_channel_unread",
            "What a platform sent and nobody could read.",
            lines.iter().map(|one| (labels(one), one.parked as f64)),
        )?;
        out.gauges(
            "shopbell_outbox_messages",
            "Messages on their way to platforms, and those that did not get there, by state.",
            [Stage::Queued, Stage::Sending, Stage::Failed, Stage::Unknown].map(|stage| {
                let count = self
                    .standing
                    .outbox
                    .iter()
                    .find(|(known, _)| *known == stage);
                let labels = vec![("state", stage.word().to_owned())];
                (labels, count.map_or(0, |(_, count)| *count) as f64)
            }),
        )?;
        out.gauge(
            "shopbell_outbox_oldest_seconds",
            "How long ago the oldest message was written that is still on its way to a platform.",
            self.standing.outbox_oldest.as_secs_f64(),
        )?;
        out.gauges(
            "shopbell_amendments",
            "Changes of sent messages on their way to platforms, and those that were not made there, by state.",
            [
                amendment::Stage::Queued,
                amendment::Stage::Changing,
                amendment::Stage::Failed,
            ]
            .map(|stage| {
                let all = &self.standing.amendments;
                let count = all.iter().find(|(known, _)| *known == stage);
                let labels = vec![("state", stage.word().to_owned())];
                (labels, count.map_or(0, |(_, count)| *count) as f64)
            }),
        )?;
        out.gauge(
            "shopbell_amendments_oldest_seconds",
            "How long ago the oldest change was asked for that is still on its way to a platform.",
            self.standing.amendments_oldest.as_secs_f64(),
        )?;
        out.gauge(
            "shopbell_webhook_deliveries_waiting",
            "What webhooks are still to be told.",
            self.standing.deliveries as f64,
        )
    }

    fn storage(&self, out: &mut Writer<'_>) -> Done {
        out.gauge(
            "shopbell_storage_up",
            "Whether messages can be stored.",
            f64::from(u8::from(self.is_storing)),
        )?;
        out.gauge(
            "shopbell_database_bytes",
            "Size of the file that holds everything.",
            self.file.0 as f64,
        )?;
        out.gauge(
            "shopbell_wal_bytes",
            "Size of the log that waits to be copied into it.",
            self.file.1 as f64,
        )?;
        if let Some(disk) = self.disk {
            out.gauge(
                "shopbell_disk_free_bytes",
                "Room left on the disk with the data.",
                disk.available as f64,
            )?;
            out.gauge(
                "shopbell_disk_bytes",
                "Size of that disk.",
                disk.total as f64,
            )?;
        }
        out.gauge(
            "shopbell_writer_queue",
            "Acts that wait for the writer.",
            self.waiting_acts as f64,
        )?;
        out.counters(
            "shopbell_writer_acts",
            "Acts that the writer has done.",
            [(Vec::new(), self.acts as f64)],
        )?;
        out.histograms(
            "shopbell_commit_duration_seconds",
            "How long commits took, with their sync of the disk and all acts in them.",
            [(Vec::new(), &self.commits)],
        )
    }

    fn process(&self, out: &mut Writer<'_>) -> Done {
        out.gauge(
            "process_start_time_seconds",
            "When the house was opened, in seconds since 1970.",
            self.opened_at_s,
        )?;
        let vitals = &self.vitals;
        if let Some(memory) = vitals.memory {
            out.gauge(
                "process_resident_memory_bytes",
                "Memory that the process holds.",
                memory as f64,
            )?;
        }
        if let Some(threads) = vitals.threads {
            out.gauge("process_threads", "Threads of the process.", threads as f64)?;
        }
        if let Some(cpu) = vitals.cpu {
            out.counters(
                "process_cpu_seconds",
                "Processor time of the process.",
                [(Vec::new(), cpu.as_secs_f64())],
            )?;
        }
        if let Some(open) = vitals.descriptors {
            out.gauge("process_open_fds", "Open files and lines.", open as f64)?;
        }
        if let Some(most) = vitals.most_descriptors {
            out.gauge("process_max_fds", "Most of those at once.", most as f64)?;
        }
        Ok(())
    }
}
