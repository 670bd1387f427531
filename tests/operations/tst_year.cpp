// A small workspace through a whole year, with the clock driven by the test: whatever happens, the books agree.
#include <QTemporaryDir>
#include <QtTest>

#include "support/billingyear.h"
#include "support/testdatabase.h"

using namespace billing;
using namespace billing::test;

class YearTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void after_a_year_of_renewals_failures_usage_and_jobs_the_books_agree() {
    // A night costs three commits: in memory, where there is such a folder, they cost nothing.
    const QString memory = QStringLiteral("/dev/shm");
    const QTemporaryDir folder(QFileInfo(memory).isWritable() ? memory + QStringLiteral("/billing-XXXXXX") : QString());
    TestDatabase db({1'767'225'600'000});  // 2026-01-01T00:00:00Z
    if (folder.isValid()) db.config.file = folder.filePath(QStringLiteral("year.sqlite"));
    db.reopen();
    YearRequest request;
    request.accounts = 20;
    request.actionsPerDay = 2000;
    const BillingRules rules = yearRules();
    const YearReport report = liveYear(*db, db.clock, rules, request);
    for (const std::string& broken : report.broken) qWarning("%s", broken.c_str());
    QVERIFY(report.broken.empty());
    QCOMPARE(report.jobRuns, 3 * 365);
    QVERIFY2(report.downgraded > 0 && report.topUps > 0 && report.lapsed > 0 && report.refused > 0,
             qPrintable(QStringLiteral("%1 downgraded, %2 top-ups, %3 lapsed, %4 refused")
                            .arg(report.downgraded)
                            .arg(report.topUps)
                            .arg(report.lapsed)
                            .arg(report.refused)));
  }
};

QTEST_GUILESS_MAIN(YearTest)
#include "tst_year.moc"
