#include "store/readonlydatabase.h"

#include "store/migrations/migrator.h"
#include "store/sqldialect.h"

namespace billing::store {
namespace {

tl::unexpected<Error> onlyRead() {
  return failure(ErrorKind::ReadOnly, "opened_read_only", "Nothing can be changed here",
                 "the database was opened for reading only");
}

}  // namespace

Result<void> ReadOnlyDatabase::start(const Clock& clock) {
  auto steps = loadMigrations(QStringLiteral(":/migrations/") + SqlDialect::of(config_.dialect).folder());
  if (!steps) return failure(steps.error());
  auto checked = read<bool>([&](QSqlDatabase& database) {
    return Migrator(database, config_.dialect, *steps, clock).upToDate().map([] { return true; });
  });
  return checked.result().map([](bool) {});
}

void ReadOnlyDatabase::RefusingInbox::put(IncomingEvent, Done done) {
  done(onlyRead());
}

void ReadOnlyDatabase::write(Work, std::function<void(Result<void>)> done, Priority) {
  done(onlyRead());
}

void ReadOnlyDatabase::enqueueRead(ReadJob job, CancelToken cancel) {
  readers_.push(std::move(job), std::move(cancel));
}

QString ReadOnlyDatabase::description() const {
  return SqlDialect::of(config_.dialect).description(config_);
}

}  // namespace billing::store
