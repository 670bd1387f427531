#include "store/documentfile.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include "store/sqlerror.h"

namespace billing::store {
namespace {

constexpr int documentSchema = 1;

struct CloseDocumentHandle {
  void operator()(sqlite3* handle) const { sqlite3_close(handle); }
};
struct FinishDocumentStatement {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using DocumentHandle = std::unique_ptr<sqlite3, CloseDocumentHandle>;
using DocumentStatement = std::unique_ptr<sqlite3_stmt, FinishDocumentStatement>;

void bindDocumentText(sqlite3_stmt* statement, int place, const std::string& text) {
  sqlite3_bind_text64(statement, place, text.data(), text.size(), SQLITE_STATIC, SQLITE_UTF8);
}

std::string documentColumn(sqlite3_stmt* statement, int column) {
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
  return {text == nullptr ? "" : text, static_cast<std::size_t>(sqlite3_column_bytes(statement, column))};
}

// What the sandbox keeps are names, addresses and secrets of endpoints: nobody else's to read. SQLite gives its side
// files the mode of this one. What goes wrong here goes wrong again where it is told.
void createPrivately(const std::string& path) {
  if (const int made = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600); made >= 0) ::close(made);
}

class SqliteDocumentFile final : public DocumentFile {
 public:
  SqliteDocumentFile(DocumentHandle handle, std::string path) : path_(std::move(path)), handle_(std::move(handle)) {}

  Result<void> prepare() {
    sqlite3_busy_timeout(handle_.get(), 2000);
    if (auto ours = checkOurs(); !ours) return ours;  // before anything is written
    // One process at a time: two ledgers in one file would overwrite each other. FULL: what was answered is on disk.
    if (auto set = run("PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; "
                       "PRAGMA synchronous=FULL; BEGIN IMMEDIATE; COMMIT");
        !set)
      return set;
    auto version = statement("PRAGMA user_version");
    if (!version) return failure(version.error());
    if (sqlite3_step(version->get()) != SQLITE_ROW) return failed();
    if (sqlite3_column_int(version->get(), 0) > documentSchema)
      return failure(ErrorKind::NewerSchema, "newer_schema", sentence("opened"),
                     "a newer version of this program wrote it", "Use that version, or another file");
    version->reset();
    return run(
        "CREATE TABLE IF NOT EXISTS documents(kind TEXT NOT NULL, id TEXT NOT NULL, position INTEGER NOT NULL, "
        "body TEXT NOT NULL, PRIMARY KEY(kind, id)); PRAGMA user_version=1");
  }

  [[nodiscard]] Result<void> load(const std::function<void(Document)>& each) override {
    auto all = statement("SELECT kind, id, position, body FROM documents ORDER BY kind, position");
    if (!all) return failure(all.error());
    int step = SQLITE_ROW;
    while ((step = sqlite3_step(all->get())) == SQLITE_ROW)
      each({documentColumn(all->get(), 0), documentColumn(all->get(), 1), sqlite3_column_int64(all->get(), 2),
            documentColumn(all->get(), 3)});
    if (step != SQLITE_DONE) return failed("read");
    return {};
  }

  [[nodiscard]] Result<void> save(const std::vector<Document>& changed) override {
    if (auto begun = run("BEGIN IMMEDIATE"); !begun) return begun;
    Result<void> written = writeAll(changed);
    if (written) written = run("COMMIT");
    // The transaction may be gone already (a full disk ends it); what counts is the first error.
    if (!written && sqlite3_get_autocommit(handle_.get()) == 0)
      sqlite3_exec(handle_.get(), "ROLLBACK", nullptr, nullptr, nullptr);
    return written;
  }

 private:
  // Another program's file, or the workspace's own database, named by mistake.
  Result<void> checkOurs() {
    auto tables =
        statement("SELECT count(*), coalesce(sum(name = 'documents'), 0) FROM sqlite_master WHERE type='table'");
    if (!tables) return failure(tables.error());
    if (sqlite3_step(tables->get()) != SQLITE_ROW) return failed();
    if (sqlite3_column_int(tables->get(), 0) == 0 || sqlite3_column_int(tables->get(), 1) > 0) return {};
    return failure(ErrorKind::Conflict, "not_a_sandbox_file", sentence("opened"),
                   path_ + " is a database of something else; nothing was changed in it",
                   "Name another file: one that does not exist is made");
  }

  std::string sentence(const std::string& what) const { return "The sandbox's file could not be " + what; }

  tl::unexpected<Error> failed(const std::string& what = "opened") const {
    return failure(sqliteError(sqlite3_extended_errcode(handle_.get()), sqlite3_system_errno(handle_.get()),
                               sqlite3_errmsg(handle_.get()), sentence(what), path_));
  }

  Result<void> run(const char* sql) {
    if (sqlite3_exec(handle_.get(), sql, nullptr, nullptr, nullptr) != SQLITE_OK) return failed("written");
    return {};
  }

  Result<DocumentStatement> statement(const char* sql) {
    sqlite3_stmt* made = nullptr;
    if (sqlite3_prepare_v2(handle_.get(), sql, -1, &made, nullptr) != SQLITE_OK) return failed();
    return DocumentStatement(made);
  }

  Result<void> writeAll(const std::vector<Document>& changed) {
    auto put = statement(
        "INSERT INTO documents(kind, id, position, body) VALUES(?1, ?2, ?3, ?4) "
        "ON CONFLICT(kind, id) DO UPDATE SET position = excluded.position, body = excluded.body");
    if (!put) return failure(put.error());
    auto remove = statement("DELETE FROM documents WHERE kind = ?1 AND id = ?2");
    if (!remove) return failure(remove.error());
    for (const Document& document : changed)
      if (!write(document.body.empty() ? remove->get() : put->get(), document)) return failed("written");
    return {};
  }

  static bool write(sqlite3_stmt* statement, const Document& document) {
    bindDocumentText(statement, 1, document.kind);
    bindDocumentText(statement, 2, document.id);
    if (!document.body.empty()) {
      sqlite3_bind_int64(statement, 3, document.position);
      bindDocumentText(statement, 4, document.body);
    }
    const bool done = sqlite3_step(statement) == SQLITE_DONE;
    sqlite3_reset(statement);
    return done;
  }

  std::string path_;
  DocumentHandle handle_;
};

}  // namespace

Result<std::unique_ptr<DocumentFile>> DocumentFile::open(const std::string& path) {
  if (!path.empty()) createPrivately(path);
  sqlite3* made = nullptr;
  const int code = sqlite3_open_v2(path.empty() ? ":memory:" : path.c_str(), &made,
                                   SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_EXRESCODE, nullptr);
  DocumentHandle handle(made);
  if (code != SQLITE_OK)
    return failure(sqliteError(code, made == nullptr ? 0 : sqlite3_system_errno(made), sqlite3_errstr(code),
                               "The sandbox's file could not be opened", path));
  auto file = std::make_unique<SqliteDocumentFile>(std::move(handle), path);
  if (auto prepared = file->prepare(); !prepared) return failure(prepared.error());
  return file;
}

}  // namespace billing::store
