// The look of the hosted pages: plain HTML without script, for every browser, screen reader and size of screen.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "http/htmltext.h"
#include "sandbox/faces/face.h"

namespace billing::sandbox {

using http::html;

/// A field's id and what is wrong with it, in words.
using FieldErrors = std::vector<std::pair<std::string, std::string>>;

enum class Tone { Good, Notice, Bad };

struct HostedPage {
  std::string title;
  Tone tone = Tone::Notice;
  std::string message;  ///< empty: none
  FieldErrors errors;   ///< summed up at the top, each a link to its field
  std::string main;     ///< HTML
  int status = 200;
};
/// `now` is the sandbox's time, told at the foot.
[[nodiscard]] CallAnswer hostedPage(const HostedPage& page, Instant now);
/// 303; `url` is one of ours or has passed returnAddress().
[[nodiscard]] CallAnswer redirectTo(const std::string& url);

/// `url` as it may stand in a Location and a link: http or https, everything else percent-encoded; empty when it is no
/// such address.
[[nodiscard]] std::string returnAddress(const std::string& url);

struct FormField {
  std::string id, label, value, autocomplete;
  std::string hint = {};
  std::string inputMode = "text", type = "text";
  int most = 100;
  bool required = true;
};
/// Label, hint, what is wrong with it, and the input, tied together for screen readers.
[[nodiscard]] std::string fieldHtml(const FormField& field, const FieldErrors& errors);
/// <dt>, <dd>
[[nodiscard]] std::string factHtml(std::string_view name, std::string_view value);
/// A submit button named "action".
[[nodiscard]] std::string buttonHtml(std::string_view action, std::string_view label, bool primary = true);
[[nodiscard]] std::string linkHtml(const std::string& url, std::string_view label);

}  // namespace billing::sandbox
