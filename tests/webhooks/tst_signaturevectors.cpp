// Every case of the published and generated vectors comes out with the expected verdict, reason and remark on the
// payload.
#include <QTest>

#include "app/billingctl/signaturevectors.h"

using namespace billing;

class SignatureVectors : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void a_vector_comes_out_as_expected_data() {
    QTest::addColumn<int>("index");
    const auto read = ctl::readSignatureVectors(BILLING_SOURCE_DIR "/tests/webhooks/data/signature-vectors.json");
    QVERIFY2(read.has_value(), read ? "" : describe(read.error()).c_str());
    vectors_ = *read;
    for (int i = 0; i < static_cast<int>(vectors_.size()); ++i)
      QTest::newRow(vectors_[static_cast<std::size_t>(i)].id.c_str()) << i;
  }

  void a_vector_comes_out_as_expected() {
    QFETCH(int, index);
    const auto& vector = vectors_.at(static_cast<std::size_t>(index));
    const auto verdict = ctl::judge(vector);
    QCOMPARE(verdict.reason, vector.expectedReason);
    QCOMPARE(verdict.valid, vector.expectedValid);
    if (!vector.expectedPayload.empty()) QCOMPARE(verdict.payload, vector.expectedPayload);
    QVERIFY(ctl::asExpected(vector, verdict));
  }

  void a_verdict_that_differs_is_noticed() {
    auto vector = vectors_.front();
    vector.expectedReason = "missing_header";
    QVERIFY(!ctl::asExpected(vector, ctl::judge(vector)));
    vector = vectors_.front();
    vector.body += ' ';
    QVERIFY(!ctl::asExpected(vector, ctl::judge(vector)));
    vector = vectors_.front();
    vector.expectedPayload = "bom";
    QVERIFY(!ctl::asExpected(vector, ctl::judge(vector)));
  }

  void all_130_vectors_are_there() { QCOMPARE(vectors_.size(), std::size_t{130}); }

 private:
  std::vector<ctl::SignatureVector> vectors_;
};

QTEST_APPLESS_MAIN(SignatureVectors)
#include "tst_signaturevectors.moc"
