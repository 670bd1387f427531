#include "sandbox/pages/pages.h"

#include "sandbox/faces/query.h"
#include "sandbox/pages/htmlpage.h"

namespace billing::sandbox {
namespace {

PageCall pageCallOf(Engine& engine, const FormGuard& guard, const Call& call) {
  PageCall page{engine, guard, call, {}, {}};
  std::string tail = call.path.substr(call.path.find('/', 1) + 1);
  if (const auto slash = tail.find('/'); slash != std::string::npos) {
    page.rest = tail.substr(slash + 1);
    tail.resize(slash);
  }
  page.id = percentDecoded(tail, false);
  return page;
}

}  // namespace

CallAnswer problemPage(const PageCall& page, int status, const std::string& title, const std::string& text) {
  return hostedPage({title, Tone::Bad, text, {}, {}, status}, page.engine.now());
}

bool Pages::owns(const std::string& path) {
  return path.starts_with("/pay/") || path.starts_with("/bank/") || path.starts_with("/portal/") ||
         path.starts_with("/invoice/");
}

CallAnswer Pages::answer(const Call& call) {
  const PageCall page = pageCallOf(engine_, guard_, call);
  if (call.method != "GET" && call.method != "HEAD" && !page.posts())
    return problemPage(page, 405, "Not possible", "This page can be read and its forms be sent, nothing else.");
  if (page.posts() && !guard_.accepts(call.path, queryValue(queryPairs(call.body), kFormProof).value_or("")))
    return problemPage(page, 403, "This form is out of date",
                       "It was not made by this page, or the sandbox has been started again. Load the page anew.");
  if (call.path.starts_with("/pay/")) return answerPayPage(page);
  if (call.path.starts_with("/bank/")) return answerBankPage(page);
  return call.path.starts_with("/portal/") ? answerPortalPage(page) : answerInvoicePage(page);
}

}  // namespace billing::sandbox
