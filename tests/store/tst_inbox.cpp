// What the inbox promises about deliveries: once each, every attempt kept, on disk before anybody is told.
#include <QCryptographicHash>
#include <QTest>

#include "support/testdatabase.h"

using namespace billing;
using namespace billing::test;
using store::InboxDisposition;

class TestInbox : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void a_new_delivery_is_stored_pending_with_its_bytes_and_their_hash();
  void the_same_delivery_again_is_one_attempt_more_and_its_body_is_stored_once();
  void other_bytes_under_the_same_id_are_kept_and_flagged();
  void a_refused_delivery_is_kept_with_its_reason_and_never_takes_an_id();
  void a_signed_body_that_cannot_be_read_becomes_a_dead_letter();
  void a_dead_event_is_tried_again_with_newer_bytes_only();
  void two_providers_may_use_the_same_id();
  void the_event_is_on_disk_when_the_sender_is_told();
  void hundreds_at_once_each_get_their_own_answer();
  void hostile_bytes_survive_unchanged();
};

void TestInbox::a_new_delivery_is_stored_pending_with_its_bytes_and_their_hash() {
  TestDatabase db;
  QVERIFY2(db.database, describe(db.error).c_str());
  const auto receipt = put(*db, delivery("msg_1", "{\"a\": 1}"));
  QVERIFY2(receipt, receipt ? "" : describe(receipt.error()).c_str());
  QCOMPARE(receipt->disposition, InboxDisposition::Stored);
  QCOMPARE(single(*db, QStringLiteral("SELECT state FROM webhook_events WHERE id = ?"), {qlonglong(receipt->eventRow)})
               .toString(),
           QStringLiteral("pending"));
  QCOMPARE(single(*db, QStringLiteral("SELECT body FROM webhook_attempts")).toByteArray(), QByteArray("{\"a\": 1}"));
  QCOMPARE(single(*db, QStringLiteral("SELECT body_sha256 FROM webhook_attempts")).toByteArray(),
           QCryptographicHash::hash("{\"a\": 1}", QCryptographicHash::Sha256));
}

void TestInbox::the_same_delivery_again_is_one_attempt_more_and_its_body_is_stored_once() {
  TestDatabase db;
  const auto first = put(*db, delivery("msg_1"));
  const auto second = put(*db, delivery("msg_1"));
  QVERIFY(first && second);
  QCOMPARE(second->disposition, InboxDisposition::Duplicate);
  QCOMPARE(second->eventRow, first->eventRow);
  QCOMPARE(single(*db, QStringLiteral("SELECT COUNT(*) FROM webhook_events")).toInt(), 1);
  QCOMPARE(single(*db, QStringLiteral("SELECT attempts FROM webhook_events")).toInt(), 2);
  QCOMPARE(single(*db, QStringLiteral("SELECT COUNT(*) FROM webhook_attempts WHERE body IS NULL")).toInt(), 1);
  QCOMPARE(single(*db, QStringLiteral("SELECT body_changed FROM webhook_events")).toInt(), 0);
}

void TestInbox::other_bytes_under_the_same_id_are_kept_and_flagged() {
  TestDatabase db;
  QVERIFY(put(*db, delivery("msg_1", "one")));
  const auto changed = put(*db, delivery("msg_1", "two"));
  QVERIFY(changed);
  QCOMPARE(changed->disposition, InboxDisposition::DuplicateBodyChanged);
  QCOMPARE(put(*db, delivery("msg_1", "two"))->disposition, InboxDisposition::DuplicateBodyChanged);
  QCOMPARE(put(*db, delivery("msg_1", "one"))->disposition, InboxDisposition::Duplicate);
  QCOMPARE(single(*db, QStringLiteral("SELECT body_changed FROM webhook_events")).toInt(), 1);
  QByteArrayList bodies;
  for (const QVariant& body : column(*db, QStringLiteral("SELECT body FROM webhook_attempts ORDER BY number")))
    bodies << (body.isNull() ? QByteArray("-") : body.toByteArray());
  QCOMPARE(bodies, (QByteArrayList{"one", "two", "-", "-"}));
}

void TestInbox::a_refused_delivery_is_kept_with_its_reason_and_never_takes_an_id() {
  TestDatabase db;
  auto forged = delivery("msg_1");
  forged.accepted = false;
  forged.verdict = "no_matching_signature";
  for (int i = 0; i < 2; ++i) QCOMPARE(put(*db, forged)->disposition, InboxDisposition::Rejected);
  QCOMPARE(put(*db, delivery("msg_1"))->disposition, InboxDisposition::Stored);
  QCOMPARE(
      single(*db, QStringLiteral("SELECT COUNT(*) FROM webhook_events WHERE event_id IS NULL AND state = 'rejected' "
                                 "AND verdict = 'no_matching_signature'"))
          .toInt(),
      2);
}

void TestInbox::a_signed_body_that_cannot_be_read_becomes_a_dead_letter() {
  TestDatabase db;
  auto broken = delivery("msg_1", "{");
  broken.accepted = false;
  broken.payload = "not_json";
  broken.detail = "The body ends in the middle of an object";
  QCOMPARE(put(*db, broken)->disposition, InboxDisposition::Stored);
  QCOMPARE(single(*db, QStringLiteral("SELECT state FROM webhook_events")).toString(), QStringLiteral("dead"));
  QCOMPARE(single(*db, QStringLiteral("SELECT error FROM webhook_events")).toString(),
           QString::fromStdString(broken.detail));
  QCOMPARE(put(*db, broken)->disposition, InboxDisposition::Duplicate);
}

void TestInbox::a_dead_event_is_tried_again_with_newer_bytes_only() {
  TestDatabase db;
  QVERIFY(put(*db, delivery("msg_1", "old")));
  QVERIFY(run(*db, QStringLiteral("UPDATE webhook_events SET state = 'dead', error = 'no'")));
  QVERIFY(put(*db, delivery("msg_1", "old")));
  QCOMPARE(single(*db, QStringLiteral("SELECT state FROM webhook_events")).toString(), QStringLiteral("dead"));
  auto unreadable = delivery("msg_1", "{");
  unreadable.accepted = false;
  unreadable.payload = "not_json";
  QVERIFY(put(*db, unreadable));
  QCOMPARE(single(*db, QStringLiteral("SELECT state FROM webhook_events")).toString(), QStringLiteral("dead"));
  QVERIFY(put(*db, delivery("msg_1", "new")));
  QCOMPARE(single(*db, QStringLiteral("SELECT state FROM webhook_events")).toString(), QStringLiteral("pending"));
  QCOMPARE(single(*db, QStringLiteral("SELECT error FROM webhook_events")).toString(), QString());
}

void TestInbox::two_providers_may_use_the_same_id() {
  TestDatabase db;
  auto other = delivery("evt_1");
  other.provider = "stripe";
  QCOMPARE(put(*db, delivery("evt_1"))->disposition, InboxDisposition::Stored);
  QCOMPARE(put(*db, other)->disposition, InboxDisposition::Stored);
}

void TestInbox::the_event_is_on_disk_when_the_sender_is_told() {
  TestDatabase db;
  std::promise<int> seen;
  // Another connection sees committed rows only.
  db->inbox().put(delivery("msg_1"), [&](const Result<store::InboxReceipt>&) {
    seen.set_value(single(*db, QStringLiteral("SELECT COUNT(*) FROM webhook_events")).toInt());
  });
  QCOMPARE(seen.get_future().get(), 1);
}

void TestInbox::hundreds_at_once_each_get_their_own_answer() {
  TestDatabase db;
  constexpr int count = 2000;
  std::vector<std::promise<std::int64_t>> rows(count);
  for (int i = 0; i < count; ++i)
    db->inbox().put(
        delivery("msg_" + std::to_string(i % 1500)),
        [&rows, i](const Result<store::InboxReceipt>& receipt) { rows[i].set_value(receipt ? receipt->eventRow : 0); });
  std::vector<std::int64_t> got;
  for (auto& row : rows) got.push_back(row.get_future().get());
  QVERIFY(std::find(got.begin(), got.end(), 0) == got.end());
  for (int i = 1500; i < count; ++i) QCOMPARE(got[i], got[i - 1500]);
  QCOMPARE(single(*db, QStringLiteral("SELECT COUNT(*) FROM webhook_events")).toInt(), 1500);
  QCOMPARE(single(*db, QStringLiteral("SELECT COUNT(*) FROM webhook_attempts")).toInt(), count);
}

void TestInbox::hostile_bytes_survive_unchanged() {
  TestDatabase db;
  constexpr char raw[] = "\0\xff'; DROP TABLE webhook_events; --\0";
  const std::string bytes(raw, sizeof raw - 1);
  auto event = delivery("'\";--", bytes);
  event.type = "x'; DELETE FROM webhook_events; --";
  QVERIFY(put(*db, event));
  QCOMPARE(single(*db, QStringLiteral("SELECT body FROM webhook_attempts")).toByteArray(),
           QByteArray(bytes.data(), qsizetype(bytes.size())));
  QCOMPARE(single(*db, QStringLiteral("SELECT type FROM webhook_events")).toString(),
           QStringLiteral("x'; DELETE FROM webhook_events; --"));
}

QTEST_GUILESS_MAIN(TestInbox)
#include "tst_inbox.moc"
