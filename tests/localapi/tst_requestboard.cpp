// What is counted of the local API, and how it is told to people and to Prometheus.
#include <QRegularExpression>
#include <QTest>

#include "localapi/prometheus.h"

using namespace billing;
using namespace billing::localapi;

namespace {

bool contains(const std::string& text, const std::string& line) {
  return ("\n" + text).find("\n" + line + "\n") != std::string::npos;
}

}  // namespace

class TestRequestBoard : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void the_service_level_is_of_the_last_thousand_requests() {
    RequestBoard board;
    QCOMPARE(board.serviceLevel().requests, 0);
    for (int i = 0; i < 500; ++i) board.record("GET /a", 503, 900'000);
    for (int i = 1; i <= 1000; ++i) board.record("GET /a", i <= 10 ? 500 : 402, i <= 20 ? 500'000 : i);
    board.recordRefusal("GET /a", 401);
    const auto level = board.serviceLevel();
    QCOMPARE(level.requests, 1000);
    QCOMPARE(level.errors, 10);
    QCOMPARE(level.slow, 20);
    QCOMPARE(level.medianMicros, 520);
    QCOMPARE(level.p95Micros, 970);
  }

  void prometheus_reads_counters_and_a_histogram() {
    RequestBoard board;
    board.record("GET /api/usage", 200, 900);
    board.record("GET /api/usage", 200, 1'000);
    board.record("GET /api/usage", 429, 6'000'000);
    board.record("other", 404, 0);
    const std::string text = requestMetrics(board);
    QVERIFY(contains(text, R"(billing_http_requests_total{method="GET",route="/api/usage",status="200"} 2)"));
    QVERIFY(contains(text, R"(billing_http_requests_total{method="",route="other",status="404"} 1)"));
    const std::string bucket = R"(billing_http_request_duration_seconds_bucket{method="GET",route="/api/usage",le=)";
    QVERIFY(contains(text, bucket + R"("0.001"} 2)"));
    QVERIFY(contains(text, bucket + R"("5"} 2)"));
    QVERIFY(contains(text, bucket + R"("+Inf"} 3)"));
    QVERIFY(contains(text, R"(billing_http_request_duration_seconds_sum{method="GET",route="/api/usage"} 6.0019)"));
    QVERIFY(contains(text, R"(billing_http_request_duration_seconds_count{method="GET",route="/api/usage"} 3)"));
  }

  void every_line_is_of_the_text_format() {
    RequestBoard board;
    board.record("GET /a", 200, 1);
    store::ServiceFigures figures;
    figures.oldestPending = 1'000;
    figures.jobs = {{QStringLiteral("downgrade"), QStringLiteral("done"), 1'770'000'000'500}};
    figures.accounts = {{QStringLiteral("odd \"plan\"\\\n"), 2}};
    const std::string text = requestMetrics(board) + listenerMetrics({}) + storeMetrics(figures, Instant{3'500}, true);
    const QRegularExpression line(
        QStringLiteral("^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\\{([a-z]+=\"([^\"\\\\]|\\\\.)*\",?)+\\})? [0-9.]+)$"));
    for (const QString& one : QString::fromStdString(text).split(u'\n', Qt::SkipEmptyParts))
      QVERIFY2(line.match(one).hasMatch(), qPrintable(one));
    QVERIFY(contains(text, "billing_processing_lag_seconds 2.5"));
    QVERIFY(contains(text, R"(billing_job_last_run_timestamp_seconds{job="downgrade",status="done"} 1770000000.5)"));
    QVERIFY(contains(text, "billing_accounts{plan=\"odd \\\"plan\\\"\\\\\\n\"} 2"));
  }

  void accounts_are_told_only_to_those_who_may_know() {
    store::ServiceFigures figures;
    figures.accounts = {{QStringLiteral("pro"), 2}};
    QVERIFY(storeMetrics(figures, Instant{0}, false).find("accounts") == std::string::npos);
  }
};

QTEST_GUILESS_MAIN(TestRequestBoard)
#include "tst_requestboard.moc"
