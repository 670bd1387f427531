// A bulk desk that answers at once, with runs that go as the test says.
#pragma once

#include "operations/bulkdesk.h"

namespace billing::test {

class FakeBulkDesk final : public operations::BulkDesk {
 public:
  explicit FakeBulkDesk(const Clock& clock, bool live = false) : clock_(clock), live_(live) {}

  QFuture<Result<operations::BulkPreview>> preview(operations::AdminOrder order, operations::BulkSelection selection,
                                                   operations::BulkProgress progress, CancelToken) override {
    asked = std::move(order);
    chosen = std::move(selection);
    progress(1, 2);
    if (error) return QtFuture::makeReadyFuture(Result<operations::BulkPreview>(failure(*error)));
    return QtFuture::makeReadyFuture(Result<operations::BulkPreview>(makePreview()));
  }
  QFuture<Result<store::BulkRunRow>> start(operations::AdminOrder order, operations::BulkPreview preview,
                                           QString typed) override {
    asked = std::move(order);
    lastTyped = std::move(typed);
    run.id = 1;
    run.name = preview.words;
    run.state = preview.approvalWhy.isEmpty() ? QStringLiteral("waiting") : QStringLiteral("awaiting_approval");
    run.approvalWhy = preview.approvalWhy;
    run.total = preview.total;
    run.waiting = preview.fine;
    run.skipped = preview.refused;
    run.createdAt = clock_.now().ms;
    run.leavesAt = run.createdAt + 10'000;
    run.askedBy = QStringLiteral("ada");
    return QtFuture::makeReadyFuture(Result<store::BulkRunRow>(run));
  }
  QFuture<Result<store::BulkRunRow>> steer(qint64, operations::BulkSteer steer, QString) override {
    steered.append(QString::fromUtf8(toString(steer).data()));
    if (steer == operations::BulkSteer::Pause) run.state = QStringLiteral("paused");
    if (steer == operations::BulkSteer::Resume) run.state = QStringLiteral("running");
    if (steer == operations::BulkSteer::Stop) run.state = QStringLiteral("stopped");
    if (steer == operations::BulkSteer::Withdraw) run.state = QStringLiteral("withdrawn");
    return QtFuture::makeReadyFuture(Result<store::BulkRunRow>(run));
  }
  QFuture<Result<store::BulkRunRow>> decide(qint64, bool approve, QString) override {
    steered.append(approve ? QStringLiteral("approve") : QStringLiteral("reject"));
    return QtFuture::makeReadyFuture(Result<store::BulkRunRow>(run));
  }
  QFuture<Result<QVector<store::BulkRunRow>>> runs(CancelToken) override {
    QVector<store::BulkRunRow> all;
    if (run.id != 0) all.append(run);
    return QtFuture::makeReadyFuture(Result<QVector<store::BulkRunRow>>(all));
  }
  QFuture<Result<operations::BulkReport>> report(qint64, CancelToken) override {
    return QtFuture::makeReadyFuture(Result<operations::BulkReport>(operations::BulkReport{run, items(), sums}));
  }
  QFuture<Result<operations::Rehearsal>> rehearse(operations::RehearsalWish wish, operations::BulkProgress,
                                                  CancelToken) override {
    wished = wish;
    return QtFuture::makeReadyFuture(Result<operations::Rehearsal>(makeRehearsal()));
  }
  QFuture<Result<operations::MadeLink>> makeLink(operations::AdminOrder order, CancelToken) override {
    asked = std::move(order);
    if (error) return QtFuture::makeReadyFuture(Result<operations::MadeLink>(failure(*error)));
    return QtFuture::makeReadyFuture(Result<operations::MadeLink>(
        operations::MadeLink{"cks_1", "https://test.checkout.dodopayments.com/session/cks_1"}));
  }

  QFuture<Result<operations::CatalogueChange>> planChange(workspace::PlanEdit edit) override {
    const QString name = QString::fromStdString(edit.name.value_or(""));
    return QtFuture::makeReadyFuture(Result<operations::CatalogueChange>(operations::CatalogueChange{
        QStringLiteral("shop.toml"),
        QStringLiteral("[[plan]]\nkey = \"pro\"\nname = \"Pro\"\nfeatures = [\"Export\"]\n"),
        QStringLiteral("[[plan]]\nkey = \"pro\"\nname = \"%1\"\nfeatures = [\"Export\"]\n").arg(name),
        QString::fromStdString(edit.plan),
        QStringLiteral("Plan pro"),
        {}}));
  }
  QFuture<Result<QString>> writeCatalogue(operations::CatalogueChange change) override {
    wrote = std::move(change);
    return QtFuture::makeReadyFuture(Result<QString>(QStringLiteral("shop.toml.20260301T120000Z.backup")));
  }

  /// 12 objects: 10 can be changed, 2 are refused.
  [[nodiscard]] operations::BulkPreview makePreview() const {
    operations::BulkPreview preview;
    preview.total = 12;
    preview.fine = 10;
    preview.refused = 2;
    operations::BulkTotals dollars, euros;
    dollars.currency = *Currency::fromCode("USD");
    dollars.count = 8;
    dollars.chargedMinor = 46'180;
    dollars.nextMinor = 96'000;
    euros.currency = *Currency::fromCode("EUR");
    euros.count = euros.estimates = 2;
    euros.givenBackMinor = 1'250;
    euros.nextMinor = 24'000;
    preview.totals = {dollars, euros};
    preview.refusals = {{QStringLiteral("cancelled"),
                         QStringLiteral("It is cancelled already"),
                         2,
                         {QStringLiteral("sub_made_up_7"), QStringLiteral("sub_made_up_9")}}};
    preview.warnings = {
        {{}, QStringLiteral("It is going to end: the new plan ends with it"), 1, {QStringLiteral("sub_made_up_3")}}};
    preview.items = {{{QStringLiteral("sub_made_up_1"), QStringLiteral("cus_1"), {}, {}}, {}}};
    preview.approvalWhy = approvalWhy;
    preview.words = chosen.words;
    if (live_) preview.toType = QStringLiteral("10");
    return preview;
  }
  [[nodiscard]] operations::Rehearsal makeRehearsal() const {
    operations::Rehearsal rehearsal;
    rehearsal.title = QStringLiteral("Nightly downgrade at 2026-03-02T02:00:00Z");
    rehearsal.monthly = QStringLiteral("plans at their list price, a month");
    for (int i = 1; i <= 6; ++i) {
      operations::RehearsalLine line;
      line.account = line.subject = QStringLiteral("user_%1").arg(4710 + i);
      line.name = QStringLiteral("Customer %1").arg(i);
      line.before = QStringLiteral("Pro");
      line.after = QStringLiteral("Free");
      line.hit = i != 6;
      line.reason = i == 6 ? QStringLiteral("another subscription goes on") : QStringLiteral("cancelled");
      line.currency = *Currency::fromCode("USD");
      line.monthlyBeforeMinor = 1200;
      rehearsal.lines.append(line);
    }
    operations::sumUp(rehearsal);
    return rehearsal;
  }
  [[nodiscard]] QVector<store::BulkItemRow> items() const {
    QVector<store::BulkItemRow> all;
    const std::pair<int, QString> states[] = {{run.done, QStringLiteral("done")},
                                              {run.sent, QStringLiteral("sent")},
                                              {run.unconfirmed, QStringLiteral("unconfirmed")},
                                              {run.refused, QStringLiteral("refused")},
                                              {run.skipped, QStringLiteral("skipped")},
                                              {run.waiting, QStringLiteral("waiting")}};
    for (const auto& [count, state] : states)
      for (int i = 0; i < count; ++i) {
        store::BulkItemRow item;
        item.id = all.size() + 1;
        item.subject = QStringLiteral("sub_made_up_%1").arg(item.id);
        item.state = state;
        item.updatedAt = clock_.now().ms;
        if (state == u"skipped") item.message = QStringLiteral("It is cancelled already");
        if (state == u"unconfirmed") item.message = QStringLiteral("No answer came");
        all.append(item);
      }
    return all;
  }

  operations::AdminOrder asked;
  operations::BulkSelection chosen;
  operations::RehearsalWish wished;
  operations::CatalogueChange wrote;
  QString lastTyped, approvalWhy;
  QStringList steered;
  store::BulkRunRow run;
  QVector<store::BulkSum> sums;
  std::optional<Error> error;

 private:
  const Clock& clock_;
  const bool live_;
};

}  // namespace billing::test
