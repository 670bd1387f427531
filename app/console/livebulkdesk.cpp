#include "app/console/livebulkdesk.h"

#include <QPromise>
#include <QRandomGenerator>
#include <future>

#include "operations/admin/people.h"
#include "operations/admin/previewer.h"
#include "operations/bulk/bulkselection.h"
#include "operations/bulk/previewbulk.h"
#include "operations/jobs/jobs.h"
#include "operations/links/linkrecord.h"
#include "store/repositories/outboxrepository.h"
#include "support/whendone.h"

namespace billing::console {
namespace {

using operations::Actor;
using operations::AdminOrder;
using operations::BulkPreview;
using operations::Rehearsal;
using operations::RehearsalWish;
using store::BulkRunRow;

template <class T>
QFuture<Result<T>> refusedBulk(const Error& error) {
  return QtFuture::makeReadyFuture(Result<T>(failure(error)));
}

Error bulkNotConfirmed(const QString& wanted) {
  return {ErrorKind::Forbidden,
          "not_confirmed",
          "The run was not confirmed",
          "What was typed is not “" + wanted.toStdString() + "”",
          "Type how many would be changed; nothing was sent",
          false,
          {}};
}

QString newLinkOperation() {
  constexpr int kLetters = 24;
  QString id = QStringLiteral("op_");
  for (int i = 0; i < kLetters; ++i) id += QChar(u'a' + QRandomGenerator::system()->bounded(26));
  return id;
}

Result<Rehearsal> rehearseWish(const operations::RehearsalStage& stage, const RehearsalWish& wish,
                               const operations::BulkProgress& progress, const CancelToken& cancel) {
  switch (wish.kind) {
    case RehearsalWish::Kind::Bulk:
      return operations::rehearseBulk(stage, wish.order, wish.selection, progress, cancel);
    case RehearsalWish::Kind::Migration:
      return operations::rehearseMigration(stage, wish.migration, progress, cancel);
    case RehearsalWish::Kind::Downgrade:
      break;
  }
  const Instant next = operations::nextRun(stage.rules.rules, operations::JobKind::Downgrade, stage.clock.now());
  return operations::rehearseDowngrade(stage, wish.at.value_or(next), cancel);
}

}  // namespace

LiveBulkDesk::LiveBulkDesk(Parts parts)
    : parts_(std::move(parts)), rules_{parts_.profile.rules, parts_.profile.provider, parts_.profile.live()} {
  pool_.setMaxThreadCount(2);
  changes_ = parts_.database.changes().subscribe(
      [this] { QMetaObject::invokeMethod(this, [this] { takeChanges(); }, Qt::QueuedConnection); });
}

LiveBulkDesk::~LiveBulkDesk() {
  changes_.reset();
  for (const CancelToken& one : std::as_const(running_)) one.cancel();
  pool_.waitForDone();
}

void LiveBulkDesk::takeChanges() {
  if (!changes_) return;
  bool runs = false, calls = false;
  for (const store::Change& change : changes_->take()) {
    runs = runs || change.entity == store::Entity::BulkRun;
    calls = calls || change.entity == store::Entity::OutboxCall;
  }
  if (calls) writeMadePrices();
  if (runs) Q_EMIT runsChanged();
}

template <class T>
QFuture<Result<T>> LiveBulkDesk::onOwnPool(CancelToken cancel, std::function<Result<T>(const CancelToken&)> work) {
  auto promise = std::make_shared<QPromise<Result<T>>>();
  promise->start();
  auto future = promise->future();
  const int number = ++lastRunning_;
  running_.insert(number, cancel);
  pool_.start([promise, cancel, work = std::move(work)] {
    promise->addResult(work(cancel));
    promise->finish();
  });
  whenDone(future, this, [this, number](const Result<T>&) { running_.remove(number); });
  return future;
}

QFuture<Result<BulkPreview>> LiveBulkDesk::preview(AdminOrder order, operations::BulkSelection selection,
                                                   operations::BulkProgress progress, CancelToken cancel) {
  return onOwnPool<BulkPreview>(
      std::move(cancel),
      [this, order = std::move(order), selection = std::move(selection),
       progress = std::move(progress)](const CancelToken& token) -> Result<BulkPreview> {
        const auto subjects =
            parts_.database
                .read<QVector<operations::BulkSubject>>([&](QSqlDatabase& connection) {
                  return operations::subjectsOf(connection, parts_.database.dialect(), order.kind, selection);
                })
                .result();
        if (!subjects) return failure(subjects.error());
        const operations::Previewer previewer(
            {parts_.database, rules_, parts_.clock, parts_.provider, parts_.profile.admin});
        const operations::BulkPreviewing parts{
            rules_, parts_.profile.admin,
            [&](const AdminOrder& one, const CancelToken& stop) { return previewer.preview(one, stop); }};
        return operations::previewBulk(parts, order, *subjects, selection.words, progress, token);
      });
}

QFuture<LiveBulkDesk::Run> LiveBulkDesk::writeRun(RunWork work) {
  auto promise = std::make_shared<QPromise<Run>>();
  promise->start();
  auto future = promise->future();
  auto run = std::make_shared<BulkRunRow>();
  parts_.database.write(
      [work = std::move(work), run, login = parts_.login](store::WriteContext& context) -> Result<void> {
        const auto actor = operations::whoIs(context.database(), login, QStringLiteral("console"));
        if (!actor) return failure(actor.error());
        auto done = work(context, *actor);
        if (!done) return failure(done.error());
        *run = std::move(*done);
        return {};
      },
      [promise, run](Result<void> outcome) {
        promise->addResult(outcome ? Run(*run) : Run(failure(outcome.error())));
        promise->finish();
      });
  whenDone(future, this, [this](const Run& done) {
    if (done) parts_.admin.wakeOutbox();
  });
  return future;
}

QFuture<LiveBulkDesk::Run> LiveBulkDesk::start(AdminOrder order, BulkPreview preview, QString typed) {
  if (const auto may = parts_.admin.guard().mayOrder(order.kind); !may) return refusedBulk<BulkRunRow>(may.error());
  if (typed.trimmed() != preview.toType) return refusedBulk<BulkRunRow>(bulkNotConfirmed(preview.toType));
  parts_.admin.touched();
  return writeRun([rules = rules_, admin = parts_.profile.admin, order = std::move(order), preview = std::move(preview),
                   now = parts_.clock.now()](store::WriteContext& context, const Actor& actor) {
    return operations::startBulk(context, rules, {order, preview, actor, {}, rules.live}, admin, now);
  });
}

// What holds it back needs no unlocked mode; what makes it go on does.
QFuture<LiveBulkDesk::Run> LiveBulkDesk::steer(qint64 run, operations::BulkSteer steer, QString note) {
  if (steer == operations::BulkSteer::Resume)
    if (const auto may = parts_.admin.guard().mayActNow(); !may) return refusedBulk<BulkRunRow>(may.error());
  return writeRun([run, steer, note, now = parts_.clock.now()](store::WriteContext& context, const Actor& actor) {
    return operations::steerBulk(context, run, steer, note, actor, now);
  });
}

QFuture<LiveBulkDesk::Run> LiveBulkDesk::decide(qint64 run, bool approve, QString note) {
  if (const auto may = parts_.admin.guard().mayActNow(); approve && !may) return refusedBulk<BulkRunRow>(may.error());
  return writeRun([run, approve, note, now = parts_.clock.now()](store::WriteContext& context, const Actor& actor) {
    return operations::decideBulk(context, run, approve, note, actor, now);
  });
}

QFuture<Result<QVector<BulkRunRow>>> LiveBulkDesk::runs(CancelToken cancel) {
  constexpr int kMostRuns = 200;
  return parts_.database.read<QVector<BulkRunRow>>(
      [](QSqlDatabase& connection) { return store::BulkRepository::list(connection, kMostRuns); }, std::move(cancel));
}

QFuture<Result<operations::BulkReport>> LiveBulkDesk::report(qint64 run, CancelToken cancel) {
  return parts_.database.read<operations::BulkReport>(
      [run](QSqlDatabase& connection) { return operations::bulkReport(connection, run); }, std::move(cancel));
}

QFuture<Result<Rehearsal>> LiveBulkDesk::rehearse(RehearsalWish wish, operations::BulkProgress progress,
                                                  CancelToken cancel) {
  if (const auto may = parts_.admin.guard().mayDo(operations::Deed::Rehearse); !may)
    return refusedBulk<Rehearsal>(may.error());
  return onOwnPool<Rehearsal>(
      std::move(cancel), [this, wish = std::move(wish), progress = std::move(progress)](const CancelToken& token) {
        return rehearseWish({parts_.database, rules_, parts_.profile.admin, parts_.clock}, wish, progress, token);
      });
}

Result<void> LiveBulkDesk::keepLink(operations::LinkRecord record) {
  std::promise<Result<void>> promise;
  parts_.database.write(
      [&](store::WriteContext& context) { return operations::recordLink(context, record, parts_.clock.now()); },
      [&](Result<void> outcome) { promise.set_value(std::move(outcome)); });
  return promise.get_future().get();
}

QFuture<Result<operations::MadeLink>> LiveBulkDesk::makeLink(AdminOrder order, CancelToken cancel) {
  using operations::MadeLink;
  const auto actor = parts_.admin.guard().mayOrder(order.kind);
  if (!actor) return refusedBulk<MadeLink>(actor.error());
  const auto provider = parts_.provider ? parts_.provider() : nullptr;
  if (!provider)
    return refusedBulk<MadeLink>({ErrorKind::Unavailable,
                                  "not_connected",
                                  "The provider cannot be asked",
                                  "nobody is connected",
                                  "Connect the workspace first",
                                  false,
                                  {}});
  parts_.admin.touched();
  return onOwnPool<MadeLink>(
      std::move(cancel),
      [this, order = std::move(order), actor = *actor, provider](const CancelToken& token) -> Result<MadeLink> {
        operations::LinkRecord record{order, std::nullopt, actor, newLinkOperation(), rules_.live};
        if (const auto kept = keepLink(record); !kept) return failure(kept.error());
        const auto link = operations::makeLink(*provider, order, rules_, record.operation.toStdString(), token);
        record.outcome = link;
        const auto kept = keepLink(record);
        return !link || kept ? link : Result<MadeLink>(failure(kept.error()));
      });
}

QFuture<Result<operations::CatalogueChange>> LiveBulkDesk::planChange(workspace::PlanEdit edit) {
  return onOwnPool<operations::CatalogueChange>({}, [file = parts_.file, edit = std::move(edit)](const CancelToken&) {
    return operations::planChange(file, edit);
  });
}

// The record first: what is not written down is not done.
Result<QString> LiveBulkDesk::keepAndWrite(const operations::CatalogueChange& change, const Actor& actor) {
  const Instant now = parts_.clock.now();
  std::promise<Result<void>> promise;
  parts_.database.write(
      [&](store::WriteContext& context) {
        return operations::recordCatalogue(context, change, actor, rules_.live, now);
      },
      [&](Result<void> outcome) { promise.set_value(std::move(outcome)); });
  if (const auto kept = promise.get_future().get(); !kept) return failure(kept.error());
  return operations::writeCatalogue(change, now);
}

QFuture<Result<QString>> LiveBulkDesk::writeCatalogue(operations::CatalogueChange change) {
  const auto actor = parts_.admin.guard().mayOrder(operations::OrderKind::CreatePrice);
  if (!actor) return refusedBulk<QString>(actor.error());
  parts_.admin.touched();
  const QString what = change.what;
  const auto writing = onOwnPool<QString>({}, [this, change = std::move(change), actor = *actor](const CancelToken&) {
    return keepAndWrite(change, actor);
  });
  whenDone(writing, this, [this, what](const Result<QString>& written) {
    if (written) Q_EMIT catalogueWritten(what);
  });
  return writing;
}

// A price is made by the outbox, perhaps long after its dialog was closed, or in the program's next life.
void LiveBulkDesk::writeMadePrices() {
  if (parts_.file.isEmpty() || writingPrices_) return;
  writingPrices_ = true;
  const auto writing = onOwnPool<QString>({}, [this](const CancelToken&) -> Result<QString> {
    constexpr int kNewest = 100;
    const auto calls = parts_.database
                           .read<QVector<store::OutboxRow>>([](QSqlDatabase& connection) {
                             return store::OutboxRepository::list(connection, {false, {}, {}, {}, kNewest});
                           })
                           .result();
    if (!calls) return failure(calls.error());
    QString what;
    for (const store::OutboxRow& call : *calls) {
      if (call.kind != u"create_price" || call.state != store::OutboxState::Done) continue;
      auto change = operations::priceChange(parts_.file, call);
      if (!change) continue;  // in the file already, or not to be written line by line: the Plans pane shows it
      change->reason = call.reason;
      const Actor asker{call.askedBy,
                        operations::roleFrom(call.askedRole.toStdString()).value_or(operations::Role::Admin), false,
                        call.origin};
      if (auto written = keepAndWrite(*change, asker); !written) return written;
      what = change->what;
    }
    return what;
  });
  whenDone(writing, this, [this](const Result<QString>& written) {
    writingPrices_ = false;
    if (!written) qWarning("A new price is not in the workspace's file: %s", describe(written.error()).c_str());
    if (written && !written->isEmpty()) Q_EMIT catalogueWritten(*written);
  });
}

}  // namespace billing::console
