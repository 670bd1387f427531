#include "sandbox/pages/htmlpage.h"

#include <algorithm>

#include "sandbox/pages/words.h"

namespace billing::sandbox {
namespace {

constexpr std::string_view hostedStyle =
    ":root{color-scheme:light dark;--ground:#f6f7f9;--surface:#fff;--line:#d9dee5;--text:#1b1f24;--muted:#57606a;"
    "--accent:#2f5bea;--on-accent:#fff;--good:#1a7f37;--bad:#c2202b;--notice:#8a5a00;--field:#818b98}"
    "@media(prefers-color-scheme:dark){:root{--ground:#14171c;--surface:#1c2128;--line:#343b45;--text:#e6eaf0;"
    "--muted:#9ba5b1;--accent:#8ab0ff;--on-accent:#14171c;--good:#4ac26b;--bad:#ff8078;--notice:#e3b341;"
    "--field:#7d8794}}"
    "*{box-sizing:border-box}body{margin:0;font:1rem/1.5 system-ui,sans-serif;background:var(--ground);"
    "color:var(--text)}a{color:var(--accent)}.skip{position:absolute;left:-999rem}.skip:focus{left:1rem;top:1rem;"
    "background:var(--surface);padding:.5rem}"
    "header{background:#f2c94c;color:#1b1f24;padding:.5rem 1rem;text-align:center}header p{margin:0}"
    "main,footer{max-width:38rem;margin:0 auto;padding:1rem}footer{color:var(--muted);font-size:.875rem}"
    "section,.panel{background:var(--surface);border:1px solid var(--line);border-radius:6px;padding:1rem;"
    "margin:1rem 0}h1{font-size:1.5rem;margin:.5rem 0}h2{font-size:1.125rem;margin:0 0 .5rem}"
    ".banner{border:1px solid var(--line);border-inline-start:.4rem solid var(--notice);border-radius:6px;"
    "background:var(--surface);padding:.75rem 1rem;margin:1rem 0}.good{border-inline-start-color:var(--good)}"
    ".bad{border-inline-start-color:var(--bad)}.banner p,.banner ul{margin:.25rem 0}"
    "dl{display:grid;grid-template-columns:auto 1fr;gap:.25rem 1rem;margin:0}dt{color:var(--muted)}dd{margin:0;"
    "text-align:right}table{width:100%;border-collapse:collapse}th,td{text-align:left;padding:.4rem .25rem;"
    "border-bottom:1px solid var(--line);vertical-align:top}.amount{text-align:right;"
    "font-variant-numeric:tabular-nums;white-space:nowrap}tfoot th,tfoot td{border-bottom:0}.total{font-weight:700}"
    ".field{margin:.75rem 0}label{display:block;font-weight:600;margin-bottom:.25rem}"
    ".hint{color:var(--muted);font-size:.875rem;margin:0 0 .25rem}"
    ".error{color:var(--bad);font-weight:600;margin:0 0 .25rem}input,select{font:inherit;width:100%;min-height:2.75rem;"
    "padding:.5rem .75rem;border:1px solid var(--field);border-radius:6px;background:var(--surface);color:inherit}"
    "input[aria-invalid=true]{border:2px solid var(--bad)}.pair{display:grid;grid-template-columns:1fr 1fr;gap:1rem}"
    "button,.button{display:inline-block;font:inherit;font-weight:600;min-height:2.75rem;padding:.6rem 1.2rem;"
    "margin:.25rem .25rem .25rem 0;border:1px solid var(--accent);border-radius:6px;background:var(--surface);"
    "color:var(--accent);text-decoration:none;cursor:pointer}.actions{display:flex;flex-wrap:wrap;gap:.5rem;"
    "margin-top:1rem}.actions button,.actions .button{margin:0}button.primary{background:var(--accent);"
    "color:var(--on-accent)}:focus-visible{outline:3px solid var(--accent);outline-offset:2px}"
    "details{margin:.75rem 0}summary{min-height:1.75rem;cursor:pointer}.muted{color:var(--muted)}"
    "@media(max-width:26rem){.pair{grid-template-columns:1fr;gap:0}main{padding:.5rem}}";

// An icon, words and a colour: none of them alone.
std::string bannerOf(const HostedPage& page) {
  if (page.message.empty()) return {};
  const bool bad = page.tone == Tone::Bad, good = page.tone == Tone::Good;
  return std::string("<div class=\"banner") +
         (bad    ? " bad"
          : good ? " good"
                 : "") +
         "\" role=\"" + (bad ? "alert" : "status") + "\"><p><span aria-hidden=\"true\">" +
         (bad    ? "✗"
          : good ? "✓"
                 : "ⓘ") +
         "</span> " + html(page.message) + "</p></div>";
}

// Takes the focus, so that it is read out at once.
std::string summaryOf(const FieldErrors& errors) {
  if (errors.empty()) return {};
  std::string out =
      "<div class=\"banner bad\" role=\"alert\" tabindex=\"-1\" autofocus><h2>Something has to be put right</h2><ul>";
  for (const auto& [id, text] : errors) out += "<li><a href=\"#" + html(id) + "\">" + html(text) + "</a></li>";
  return out + "</ul></div>";
}

std::string errorOfField(const FieldErrors& errors, const std::string& id) {
  const auto found = std::ranges::find(errors, id, [](const auto& error) { return error.first; });
  return found == errors.end() ? std::string() : found->second;
}

std::string attribute(const char* name, const std::string& value) {
  return value.empty() ? std::string() : std::string(" ") + name + "=\"" + html(value) + "\"";
}

}  // namespace

CallAnswer hostedPage(const HostedPage& page, Instant now) {
  std::string body = "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">";
  body.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>");
  body.append(page.errors.empty() ? "" : "Error: ").append(html(page.title)).append("</title><style>");
  body.append(hostedStyle).append("</style></head>\n<body><a class=\"skip\" href=\"#main\">Skip to content</a>");
  body.append("<header><p><strong>Sandbox: no money moves.</strong> Use test cards only.</p></header>");
  body.append("<main id=\"main\"><h1>").append(html(page.title)).append("</h1>");
  body.append(bannerOf(page)).append(summaryOf(page.errors)).append(page.main);
  body.append("</main><footer><p>Time in the sandbox: ").append(dayText(now)).append(", ");
  body.append(toIso8601(now).substr(11, 5)).append(" UTC</p></footer></body></html>\n");
  return {page.status, std::move(body), std::string(http::htmlContent), http::pageFields()};
}

CallAnswer redirectTo(const std::string& url) {
  return {303, {}, std::string(http::htmlContent), {{"Location", url}}};
}

std::string returnAddress(const std::string& url) {
  if (!url.starts_with("https://") && !url.starts_with("http://")) return {};
  static constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (const char c : url) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte > 0x20 && byte < 0x7f && c != '"' && c != '<' && c != '>' && c != '\\')
      out += c;
    else
      out.append("%").append(1, digits[byte >> 4U]).append(1, digits[byte & 15U]);
  }
  return out;
}

std::string fieldHtml(const FormField& field, const FieldErrors& errors) {
  const std::string error = errorOfField(errors, field.id);
  const std::string id = html(field.id);
  std::string out = "<div class=\"field\"><label for=\"" + id + "\">" + html(field.label) + "</label>";
  if (!field.hint.empty()) out += "<p class=\"hint\" id=\"" + id + "-hint\">" + html(field.hint) + "</p>";
  if (!error.empty()) out += "<p class=\"error\" id=\"" + id + "-error\">" + html(error) + "</p>";
  std::string described = field.hint.empty() ? std::string() : field.id + "-hint";
  if (!error.empty()) described += (described.empty() ? "" : " ") + field.id + "-error";
  out += "<input id=\"" + id + "\" name=\"" + id + "\" type=\"" + field.type + "\" inputmode=\"" + field.inputMode +
         "\" maxlength=\"" + std::to_string(field.most) + "\"" + attribute("value", field.value) +
         attribute("autocomplete", field.autocomplete) + attribute("aria-describedby", described);
  if (!error.empty()) out += " aria-invalid=\"true\"";
  if (field.required) out += " aria-required=\"true\"";
  return out + "></div>";
}

std::string factHtml(std::string_view name, std::string_view value) {
  return "<dt>" + html(name) + "</dt><dd>" + html(value) + "</dd>";
}

std::string buttonHtml(std::string_view action, std::string_view label, bool primary) {
  return "<button name=\"action\" value=\"" + html(action) + "\"" + (primary ? " class=\"primary\"" : "") + ">" +
         html(label) + "</button>";
}

std::string linkHtml(const std::string& url, std::string_view label) {
  return "<a href=\"" + html(url) + "\">" + html(label) + "</a>";
}

}  // namespace billing::sandbox
