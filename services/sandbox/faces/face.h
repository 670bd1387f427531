// One dialect of the sandbox: reads a provider's requests, acts on the ledger, answers in the provider's own words.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "http/message.h"
#include "sandbox/engine/engine.h"
#include "sandbox/faces/pdfmaker.h"
#include "sandbox/ledger/happening.h"

namespace billing::sandbox {

struct Call {
  std::string method, path;  ///< path without query, not decoded
  std::string query;         ///< as received, without "?"
  http::Fields fields;
  std::string body;
  std::string base;  ///< "http://127.0.0.1:4010": for the addresses of hosted pages
  [[nodiscard]] std::string field(std::string_view name) const;  ///< whatever its case; empty when absent
};

struct CallAnswer {
  int status = 200;
  std::string body;
  std::string contentType = "application/json";
  http::Fields fields;
};

class Face : public Voice {
 public:
  /// Called on the sandbox's thread. Changes are saved by the caller after it returned.
  [[nodiscard]] virtual CallAnswer answer(const Call& call) = 0;
};

/// The engine outlives them. Which keys are accepted: any that looks like a test key of the provider, unless
/// `keys` names some with what they may do ("read_only", "revoked").
struct FaceOptions {
  std::vector<std::pair<std::string, std::string>> keys;
  PdfMaker pdf;  ///< empty: a blank page
};
[[nodiscard]] std::unique_ptr<Face> makeDodoFace(Engine& engine, const FaceOptions& options);
[[nodiscard]] std::unique_ptr<Face> makeStripeFace(Engine& engine, const FaceOptions& options);

}  // namespace billing::sandbox
