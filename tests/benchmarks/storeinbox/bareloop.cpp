#include "bareloop.h"

#include <sqlite3.h>

#include <chrono>
#include <cstdlib>

namespace billing::benchmark {
namespace {

void must(int code, sqlite3* database) {
  if (code == SQLITE_OK || code == SQLITE_DONE) return;
  std::fprintf(stderr, "%s\n", sqlite3_errmsg(database));
  std::exit(1);
}

void run(sqlite3* database, const char* sql) {
  must(sqlite3_exec(database, sql, nullptr, nullptr, nullptr), database);
}

}  // namespace

double bareLoop(const std::string& file, int events, int group, const std::string& body) {
  sqlite3* database = nullptr;
  must(sqlite3_open(file.c_str(), &database), database);
  for (const char* sql : {"PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", "PRAGMA wal_autocheckpoint = 16000",
                          "CREATE TABLE events (id INTEGER PRIMARY KEY, webhook_id TEXT UNIQUE, body BLOB)"})
    run(database, sql);
  sqlite3_stmt* insert = nullptr;
  must(sqlite3_prepare_v2(database, "INSERT INTO events (webhook_id, body) VALUES (?, ?) ON CONFLICT DO NOTHING", -1,
                          &insert, nullptr),
       database);
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < events; ++i) {
    if (i % group == 0) run(database, "BEGIN IMMEDIATE");
    const std::string id = "msg_" + std::to_string(i * 2654435761U) + "_" + std::to_string(i);
    sqlite3_bind_text(insert, 1, id.data(), static_cast<int>(id.size()), SQLITE_STATIC);
    sqlite3_bind_blob(insert, 2, body.data(), static_cast<int>(body.size()), SQLITE_STATIC);
    must(sqlite3_step(insert), database);
    sqlite3_reset(insert);
    if (i % group == group - 1 || i == events - 1) run(database, "COMMIT");
  }
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  sqlite3_finalize(insert);
  sqlite3_close(database);
  return seconds.count();
}

}  // namespace billing::benchmark
