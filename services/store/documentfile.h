// Documents in a SQLite file of their own, by kind and id: where the sandbox keeps its ledger. Not the workspace's
// database.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "support/result.h"

namespace billing::store {

struct Document {
  std::string kind, id;
  std::int64_t position = 0;  ///< the order within its kind
  std::string body;           ///< empty in save(): the document is removed
};

/// Used on one thread, that which opens it.
class DocumentFile {
 public:
  /// Opens or creates (mode 0600); "" keeps everything in memory. Corrupt, ReadOnly, Full, Busy, and Conflict
  /// "not_a_sandbox_file" for a database of something else, which stays as it is; each with a hint.
  [[nodiscard]] static Result<std::unique_ptr<DocumentFile>> open(const std::string& path);
  virtual ~DocumentFile() = default;
  /// All of them, by kind and position.
  [[nodiscard]] virtual Result<void> load(const std::function<void(Document)>& each) = 0;
  /// All or nothing, on disk when it returns.
  [[nodiscard]] virtual Result<void> save(const std::vector<Document>& changed) = 0;
};

}  // namespace billing::store
