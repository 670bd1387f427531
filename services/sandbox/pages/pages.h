// The hosted pages of the sandbox: /pay/ID, /bank/ID, /portal/ID, /invoice/ID and /invoice/ID/pdf. On the sandbox's
// thread.
#pragma once

#include "sandbox/engine/engine.h"
#include "sandbox/faces/face.h"
#include "sandbox/pages/formguard.h"

namespace billing::sandbox {

class Pages {
 public:
  /// `engine` outlives it.
  explicit Pages(Engine& engine) : engine_(engine) {}

  /// Whether a path is one of ours.
  [[nodiscard]] static bool owns(const std::string& path);
  [[nodiscard]] CallAnswer answer(const Call& call);

 private:
  Engine& engine_;
  FormGuard guard_;
};

/// What every page works with.
struct PageCall {
  Engine& engine;
  const FormGuard& guard;
  const Call& call;
  std::string id;    ///< the part of the path behind the page's name
  std::string rest;  ///< and what follows: "pdf"
  [[nodiscard]] bool posts() const { return call.method == "POST"; }
};

/// A page that tells what is wrong, with its HTTP status.
[[nodiscard]] CallAnswer problemPage(const PageCall& page, int status, const std::string& title,
                                     const std::string& text);

[[nodiscard]] CallAnswer answerPayPage(const PageCall& page);
[[nodiscard]] CallAnswer answerBankPage(const PageCall& page);
[[nodiscard]] CallAnswer answerPortalPage(const PageCall& page);
[[nodiscard]] CallAnswer answerInvoicePage(const PageCall& page);

}  // namespace billing::sandbox
