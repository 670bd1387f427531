// The small pages of the test checkout and portal: plain HTML without script, readable by every browser and screen
// reader.
#pragma once

#include <string>
#include <string_view>

#include "http/htmltext.h"

namespace billing::localapi {

using http::html;
using http::seeOther;

enum class Banner { None, Success, Processing, Cancelled, Error };

struct Page {
  std::string title;
  Banner banner = Banner::None;
  std::string bannerText;
  std::string main;  ///< HTML
};
/// With the notice that no money moves. Never framed, never cached, no script.
[[nodiscard]] http::Answer pageAnswer(const Page& page, int status = 200);

/// "<dt>…</dt><dd>…</dd>"
[[nodiscard]] std::string fact(std::string_view name, std::string_view value);
/// A submit button of a form that is named "action".
[[nodiscard]] std::string button(std::string_view value, std::string_view label, bool primary = true);

}  // namespace billing::localapi
