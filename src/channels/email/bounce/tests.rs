use super::super::{
    mail::{Action, Bounce, Ours},
    read::read,
};

fn heard(raw: &str) -> Option<Bounce> {
    read(raw.replace('\n', "\r\n").as_bytes(), &Ours::default()).bounce
}

fn report(action: &str, status: &str, diagnostic: &str, original: &str) -> String {
    format!(
        "Return-Path: <>\nFrom: Mail Delivery System <MAILER-DAEMON@mx.example>\nTo: help@kettle.example\n\
         Subject: Undelivered Mail Returned to Sender\nMessage-ID: <r1@mx.example>\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=\"b1\"\n\n\
         --b1\nContent-Type: text/plain; charset=us-ascii\n\nThis is the mail system at host mx.example.\n\n\
         --b1\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\nArrival-Date: Mon, 23 Nov 2026 10:00:00 +0000\n\n\
         Final-Recipient: rfc822; mia@post.example\nOriginal-Recipient: rfc822;mia@post.example\n\
         Action: {action}\nStatus: {status}\nRemote-MTA: dns; post.example\nDiagnostic-Code: {diagnostic}\n\n\
         --b1\n{original}\n--b1--\n"
    )
}

const ORIGINAL: &str = "Content-Type: message/rfc822\n\nFrom: help@kettle.example\nTo: mia@post.example\n\
    Subject: Re: Kettle\nMessage-ID: <sb.17.00112233445566ff@kettle.example>\n\nHello Mia\n";

#[test]
fn reports_are_read() {
    let ours = "sb.17.00112233445566ff@kettle.example";
    for (action, status, diagnostic, expected, words) in [
        (
            "failed",
            "5.1.1",
            "smtp; 550 5.1.1 <mia@post.example>: User unknown",
            Action::Failed,
            "550 5.1.1 <mia@post.example>: User unknown",
        ),
        (
            "failed",
            "5.2.2",
            "smtp; 552 5.2.2 Mailbox\n    full",
            Action::Failed,
            "552 5.2.2 Mailbox full",
        ),
        (
            "Failed",
            "5.7.1 (refused)",
            "smtp; 554 DMARC",
            Action::Failed,
            "554 DMARC",
        ),
        (
            "delayed",
            "4.4.1",
            "smtp; connect timed out",
            Action::Delayed,
            "connect timed out",
        ),
        (
            "delivered",
            "2.0.0",
            "smtp; 250 ok",
            Action::Delivered,
            "250 ok",
        ),
        (
            "relayed",
            "2.0.0",
            "smtp; 250 ok",
            Action::Delivered,
            "250 ok",
        ),
        ("expanded", "2.0.0", "", Action::Delivered, ""),
    ] {
        let bounce = heard(&report(action, status, diagnostic, ORIGINAL)).unwrap();
        assert_eq!(bounce.of, [ours], "{action}");
        assert_eq!(bounce.action, expected, "{action}");
        assert_eq!(bounce.status, status.split(' ').next().unwrap(), "{action}");
        assert_eq!(bounce.words, words, "{action}");
        assert_eq!(bounce.recipient, "mia@post.example", "{action}");
    }
    // Heads alone.
    let heads = "Content-Type: text/rfc822-headers\n\nSubject: Re: Kettle\nMessage-ID: <a@kettle.example>\n";
    assert_eq!(
        heard(&report("failed", "5.0.0", "x", heads)).unwrap().of,
        ["a@kettle.example"]
    );
    // Nothing of the mail: what the report answers.
    let raw = report(
        "failed",
        "5.0.0",
        "x",
        "Content-Type: text/plain\n\nno copy\n",
    )
    .replace(
        "Message-ID: <r1",
        "References: <first@kettle.example> <last@kettle.example>\nMessage-ID: <r1",
    );
    assert_eq!(
        heard(&raw).unwrap().of,
        ["last@kettle.example", "first@kettle.example"]
    );
}

#[test]
fn of_several_recipients_the_worst_counts() {
    let raw = report("delivered", "2.0.0", "smtp; ok", ORIGINAL).replace(
        "Remote-MTA: dns; post.example\n",
        "Remote-MTA: dns; post.example\n\nFinal-Recipient: rfc822; zoe@post.example\nAction: failed\nStatus: 5.1.1\n",
    );
    let bounce = heard(&raw).unwrap();
    assert_eq!(
        (bounce.action, bounce.recipient.as_str()),
        (Action::Failed, "zoe@post.example")
    );
}

#[test]
fn older_ways_are_read() {
    let ours = "sb.17.00112233445566ff@kettle.example";
    let exim = "From: Mail Delivery System <Mailer-Daemon@mx.example>\nTo: help@kettle.example\n\
        X-Failed-Recipients: mia@post.example\nAuto-Submitted: auto-replied\nSubject: Mail delivery failed: returning message to sender\n\n\
        This message was created automatically by mail delivery software.\n\n  mia@post.example\n    host post.example [192.0.2.7]\n    \
        SMTP error from remote mail server after RCPT TO:<mia@post.example>:\n    550 5.1.1 no such user\n\n\
        ------ This is a copy of the message, including all the headers. ------\n\n\
        Message-ID: <sb.17.00112233445566ff@kettle.example>\nSubject: Re: Kettle\n\nHello\n";
    let bounce = heard(exim).unwrap();
    assert_eq!(bounce.of, [ours]);
    assert_eq!(
        (bounce.action, bounce.status.as_str()),
        (Action::Failed, "5.1.1")
    );
    assert_eq!(bounce.words, "550 5.1.1 no such user");
    assert_eq!(bounce.recipient, "mia@post.example");

    let qmail = "Return-Path: <>\nFrom: MAILER-DAEMON@mx.example\nTo: help@kettle.example\nSubject: failure notice\n\n\
        Hi. This is the qmail-send program at mx.example.\nI'm afraid I wasn't able to deliver your message to the following addresses.\n\n\
        <mia@post.example>:\n192.0.2.7 does not like recipient.\nRemote host said: 550 sorry, no mailbox here by that name. (#5.1.1)\n\n\
        --- Below this line is a copy of the message.\n\nReturn-Path: <help@kettle.example>\n\
        Message-ID: <sb.17.00112233445566ff@kettle.example>\n\nHello\n";
    let bounce = heard(qmail).unwrap();
    assert_eq!(bounce.of, [ours]);
    assert_eq!(
        (bounce.action, bounce.status.as_str()),
        (Action::Probably, "5.1.1")
    );

    let waits = qmail
        .replace(
            "failure notice",
            "Warning: could not send message for past 4 hours",
        )
        .replace("550 sorry, no mailbox", "450 sorry, try");
    assert_eq!(heard(&waits).unwrap().action, Action::Delayed);
}

#[test]
fn other_mails_are_no_reports() {
    for raw in [
        // An answer with our id in its quote.
        "From: mia@post.example\nSubject: Re: Kettle\nIn-Reply-To: <sb.17.00112233445566ff@kettle.example>\n\nYes. 550 pounds.\n",
        // Somebody's holiday.
        "Return-Path: <>\nFrom: mia@post.example\nAuto-Submitted: auto-replied\nSubject: Away\n\
         In-Reply-To: <sb.17.00112233445566ff@kettle.example>\n\nI am away.\n",
        // A machine that speaks of nothing of ours.
        "From: postmaster@mx.example\nSubject: Weekly report\n\nAll is well.\n",
        // A receipt that it was read.
        "From: mia@post.example\nSubject: Read\nContent-Type: multipart/report; report-type=disposition-notification; boundary=b\n\n\
         --b\nContent-Type: text/plain\n\nRead.\n--b\nContent-Type: message/disposition-notification\n\n\
         Original-Message-ID: <sb.17.00112233445566ff@kettle.example>\nDisposition: manual-action; displayed\n\n--b--\n",
    ] {
        assert_eq!(heard(raw), None, "{raw}");
    }
    // But a receipt is no person's word either.
    let receipt = "From: mia@post.example\nContent-Type: multipart/report; report-type=disposition-notification; boundary=b\n\n--b\n\nRead\n--b--\n";
    assert!(read(receipt.as_bytes(), &Ours::default()).is_automatic);
}

#[test]
fn a_report_that_says_nothing_is_still_one() {
    let raw = report("", "", "", ORIGINAL).replace("Action: \nStatus: \n", "");
    let bounce = heard(&raw).unwrap();
    assert_eq!(bounce.action, Action::Probably);
    assert!(read(raw.as_bytes(), &Ours::default()).is_automatic);
}
