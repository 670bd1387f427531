#include "localapi/pages/html.h"

namespace billing::localapi {
namespace {

constexpr std::string_view style =
    ":root{color-scheme:light dark}"
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:34rem;margin:2rem auto;padding:0 1rem}"
    ".notice{border:2px solid;border-radius:.5rem;padding:.75rem 1rem;font-weight:600}"
    ".banner{border-inline-start:.4rem solid;padding:.5rem 1rem;margin:1rem 0}"
    ".success{border-color:#1a7f37}.processing{border-color:#0969da}.cancelled{border-color:#9a6700}"
    ".error{border-color:#cf222e}"
    "dl{display:grid;grid-template-columns:auto 1fr;gap:.25rem 1rem}dt{font-weight:600}dd{margin:0}"
    "fieldset{border:1px solid;border-radius:.5rem;margin:1rem 0}label{display:block;padding:.25rem 0}"
    "button{font:inherit;padding:.6rem 1.2rem;border-radius:.5rem;border:2px solid;min-height:2.75rem;margin:.25rem 0}"
    "button.primary{font-weight:600}:focus-visible{outline:3px solid #0969da;outline-offset:2px}";

// An icon, a word and a colour: none of them alone.
std::string bannerHtml(Banner banner, const std::string& text) {
  const auto one = [&](const char* kind, const char* icon, const char* role) {
    return std::string("<p class=\"banner ") + kind + "\" role=\"" + role + "\"><span aria-hidden=\"true\">" + icon +
           "</span> " + html(text) + "</p>";
  };
  switch (banner) {
    case Banner::Success:
      return one("success", "✓", "status");
    case Banner::Processing:
      return one("processing", "…", "status");
    case Banner::Cancelled:
      return one("cancelled", "⚠", "status");
    case Banner::Error:
      return one("error", "✗", "alert");
    case Banner::None:
      break;
  }
  return {};
}

}  // namespace

http::Answer pageAnswer(const Page& page, int status) {
  std::string body = "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">";
  body.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>");
  body.append(html(page.title)).append("</title><style>").append(style).append("</style></head>\n<body><main>");
  body.append("<p class=\"notice\">TEST checkout, no money moves.</p><h1>").append(html(page.title)).append("</h1>");
  body.append(bannerHtml(page.banner, page.bannerText)).append(page.main).append("</main></body></html>\n");
  return {status, std::move(body), http::pageFields(), http::htmlContent};
}

std::string fact(std::string_view name, std::string_view value) {
  return "<dt>" + html(name) + "</dt><dd>" + html(value) + "</dd>";
}

std::string button(std::string_view value, std::string_view label, bool primary) {
  return "<button type=\"submit\" name=\"action\" value=\"" + html(value) + "\"" +
         (primary ? " class=\"primary\"" : "") + ">" + html(label) + "</button> ";
}

}  // namespace billing::localapi
