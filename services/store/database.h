// One workspace's database: opened once, migrated, then written by one thread and read by a small pool.
#pragma once

#include <QFuture>
#include <QPromise>
#include <QSqlDatabase>
#include <QString>
#include <functional>
#include <memory>

#include "store/changefeed.h"
#include "store/eventinbox.h"
#include "store/writecontext.h"
#include "support/canceltoken.h"
#include "support/instant.h"
#include "support/result.h"

namespace billing::store {

/// Encryption on the way to a server: where it is offered; always; always, and the server's certificate is checked.
enum class Tls { Prefer, Require, Verify };

struct DatabaseConfig {
  Dialect dialect = Dialect::Sqlite;
  QString file;                        ///< SQLite
  QString host, name, user, password;  ///< servers; host may be a socket folder
  int port = 0;                        ///< 0: the server's usual one
  Tls tls = Tls::Prefer;
  QString tlsAuthority;  ///< file with the certificate that signs the server's; empty: the system's own
  int readers = 2;
  /// Beside the program that holds the lock: questions only, no migration, every write is refused as ReadOnly.
  bool readOnly = false;
};

enum class Priority { Normal, Background };

class Database {
 public:
  /// Opens or creates, takes the lock of the file (Busy names who holds it: pid, host), backs up before an upgrade and
  /// migrates. A server's database must be there; several programs may have it open, and its backups are the server's
  /// business. NewerSchema, Corrupt, ReadOnly, Full, Busy, Unavailable, and of servers Unauthorized (password),
  /// Forbidden (rights) and NotFound as the case may be, each with a hint; to read only also NotFound.
  [[nodiscard]] static Result<std::unique_ptr<Database>> open(const DatabaseConfig& config, const Clock& clock);
  virtual ~Database() = default;

  /// Deliveries: the fast path. Background work waits while deliveries do (but never for ever).
  [[nodiscard]] virtual EventInbox& inbox() = 0;

  /// Runs `work` on the writer's thread inside a transaction (shared with other writes of the moment; if one of them
  /// fails, each is run again on its own, so `work` must not keep state between runs). `done` runs on that thread after
  /// the commit.
  using Work = std::function<Result<void>(WriteContext&)>;
  virtual void write(Work work, std::function<void(Result<void>)> done, Priority priority = Priority::Normal) = 0;

  /// Runs `work` on a reader's thread with a connection that sees committed data only. A cancelled token interrupts the
  /// running statement; the future then carries Cancelled.
  template <class T>
  [[nodiscard]] QFuture<Result<T>> read(std::function<Result<T>(QSqlDatabase&)> work, CancelToken cancel = {}) {
    auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    QFuture<Result<T>> future = promise->future();
    ReadJob job = [promise, cancel, work = std::move(work)](Result<QSqlDatabase*> database) {
      Result<T> answer = database ? work(**database) : Result<T>(tl::make_unexpected(database.error()));
      if (cancel.cancelled()) answer = failure(ErrorKind::Cancelled, "cancelled", "The question was withdrawn");
      promise->addResult(std::move(answer));
      promise->finish();
    };
    enqueueRead(std::move(job), std::move(cancel));
    return future;
  }

  [[nodiscard]] virtual ChangeFeed& changes() = 0;
  [[nodiscard]] virtual Dialect dialect() const = 0;
  /// Where the data is, for the status bar: "SQLite /home/ada/demo.sqlite".
  [[nodiscard]] virtual QString description() const = 0;

 protected:
  using ReadJob = std::function<void(Result<QSqlDatabase*>)>;
  virtual void enqueueRead(ReadJob job, CancelToken cancel) = 0;
};

}  // namespace billing::store
