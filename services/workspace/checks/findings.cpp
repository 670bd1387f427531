#include "workspace/checks/findings.h"

#include <algorithm>
#include <tuple>

namespace billing::workspace {

std::string_view toString(Severity severity) {
  if (severity == Severity::Error) return "error";
  return severity == Severity::Warning ? "warning" : "advice";
}

void FindingList::add(Severity severity, std::string code, std::string_view path, std::string what, std::string fix) {
  findings_.push_back({severity, std::move(code), file_, lineOf(path), std::move(what), std::move(fix)});
}

int FindingList::lineOf(std::string_view path) const {
  while (!path.empty()) {
    if (const auto found = lines_.find(path); found != lines_.end()) return found->second;
    const auto cut = path.find_last_of(".[");
    path = cut == std::string_view::npos ? std::string_view() : path.substr(0, cut);
  }
  return 0;
}

std::vector<Finding> FindingList::take() {
  std::ranges::stable_sort(findings_, [](const Finding& a, const Finding& b) {
    return std::tuple(a.line, a.severity) < std::tuple(b.line, b.severity);
  });
  return std::move(findings_);
}

std::string at(std::string_view list, std::size_t index) {
  return std::string(list) + "[" + std::to_string(index) + "]";
}

}  // namespace billing::workspace
