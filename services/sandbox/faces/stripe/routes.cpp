#include "sandbox/faces/stripe/routes.h"

#include "sandbox/faces/stripe/params.h"

namespace billing::sandbox::stripe {
namespace {

std::vector<std::string> routeParts(std::string_view path) {
  std::vector<std::string> parts;
  while (!path.empty()) {
    path.remove_prefix(path.front() == '/' ? 1 : 0);
    const auto end = path.find('/');
    if (!path.empty()) parts.emplace_back(path.substr(0, end));
    path.remove_prefix(end == std::string_view::npos ? path.size() : end);
  }
  return parts;
}

// How many parts match literally; -1: the path is another one.
int matchOf(const std::vector<std::string>& route, const std::vector<std::string>& parts) {
  if (route.size() != parts.size()) return -1;
  int literal = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (route[i] == parts[i])
      ++literal;
    else if (route[i].front() != '{')
      return -1;
  }
  return literal;
}

}  // namespace

void Routes::add(std::string_view method, std::string_view path, std::string_view known, Handler handler) {
  routes_.push_back({std::string(method), routeParts(path), std::string(known), std::move(handler)});
}

void Routes::addList(std::string_view path, std::string_view known, Handler handler) {
  add("GET", path, "limit starting_after ending_before created[gt gte lt lte] " + std::string(known),
      std::move(handler));
}

Routes::Found Routes::find(std::string_view method, std::string_view path) const {
  const auto parts = routeParts(path);
  const Route* best = nullptr;
  int most = -1;
  for (const auto& route : routes_) {
    const int literal = route.method == method ? matchOf(route.parts, parts) : -1;
    if (literal > most) most = literal, best = &route;
  }
  if (!best) return {};
  Found found{&best->handler, best->known, {}};
  for (std::size_t i = 0; i < parts.size(); ++i)
    if (best->parts[i].front() == '{') found.ids.push_back(percentDecoded(parts[i], false));
  return found;
}

}  // namespace billing::sandbox::stripe
