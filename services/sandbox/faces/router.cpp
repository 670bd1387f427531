#include "sandbox/faces/router.h"

#include <algorithm>

#include "sandbox/faces/query.h"

namespace billing::sandbox {

namespace {

std::vector<std::string> partsOfPath(std::string_view path) {
  std::vector<std::string> parts;
  while (!path.empty()) {
    const auto end = std::min(path.find('/'), path.size());
    if (end > 0) parts.emplace_back(path.substr(0, end));
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  return parts;
}

bool isParameter(const std::string& part) {
  return part.size() > 2 && part.front() == '{' && part.back() == '}';
}

bool fitsTemplate(const std::vector<std::string>& parts, const std::vector<std::string>& given) {
  return std::equal(parts.begin(), parts.end(), given.begin(), given.end(),
                    [](const auto& part, const auto& text) { return isParameter(part) || part == text; });
}

Params paramsOf(const std::vector<std::string>& parts, const std::vector<std::string>& given) {
  Params params;
  for (std::size_t i = 0; i < parts.size(); ++i)
    if (isParameter(parts[i])) params.set(parts[i].substr(1, parts[i].size() - 2), percentDecoded(given[i], false));
  return params;
}

}  // namespace

const std::string& Params::operator[](const std::string& name) const {
  static const std::string none;
  const auto found = values_.find(name);
  return found == values_.end() ? none : found->second;
}

void Router::add(std::string method, std::string_view path, Handler handler) {
  Route route{std::move(method), partsOfPath(path), 0, std::move(handler)};
  route.fixedParts = static_cast<std::size_t>(
      std::count_if(route.parts.begin(), route.parts.end(), [](const auto& part) { return !isParameter(part); }));
  routes_.push_back(std::move(route));
}

Router::Match Router::match(std::string_view method, std::string_view path) const {
  const auto given = partsOfPath(path);
  const Route* best = nullptr;
  Match match;
  for (const auto& route : routes_) {
    if (!fitsTemplate(route.parts, given)) continue;
    match.allowed.push_back(route.method);
    if (route.method == method && (best == nullptr || route.fixedParts > best->fixedParts)) best = &route;
  }
  if (best == nullptr) return match;
  return {&best->handler, paramsOf(best->parts, given), {}};
}

}  // namespace billing::sandbox
