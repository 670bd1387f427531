#include "providers/answer/shapes.h"

#include <algorithm>

namespace billing::providers {
namespace {

constexpr std::size_t kMostShown = 200;  // bytes of an unknown value that are kept
const std::map<std::string_view, std::string_view> kListFields{
    {"object", ""}, {"data", ""}, {"has_more", ""}, {"url", ""}, {"total_count", ""}};

std::vector<std::string_view> splitAt(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    if (end > 0) parts.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

// Cut where a character ends.
std::string shortened(std::string text) {
  if (text.size() <= kMostShown) return text;
  std::size_t end = kMostShown;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  text.resize(end);
  return text;
}

std::string shown(simdjson::dom::element value) {
  std::string_view text;
  if (value.get_string().get(text) == simdjson::SUCCESS) return shortened(std::string(text));
  return shortened(simdjson::minify(value));
}

}  // namespace

Shapes::Shapes(std::string_view table) {
  for (const std::string_view line : splitAt(table, '\n')) {
    const std::size_t colon = line.find(": ");
    const std::size_t equals = line.find("= ");
    if (equals != std::string_view::npos) words_[line.substr(0, equals)] = splitAt(line.substr(equals + 2), ' ');
    if (equals != std::string_view::npos || colon == std::string_view::npos) continue;
    Fields& fields = objects_[line.substr(0, colon)];
    for (const std::string_view field : splitAt(line.substr(colon + 2), ' ')) {
      const std::size_t type = std::min(field.find(':'), field.size());
      fields[field.substr(0, type)] = type < field.size() ? field.substr(type + 1) : std::string_view();
    }
  }
}

void Shapes::findUnknown(const JsonObject& object, std::string_view name, Found& unknown) const {
  const auto known = objects_.find(name);
  if (object.exists() && known != objects_.end()) lookInto(*object.native(), known->second, {}, unknown);
}

void Shapes::lookInto(simdjson::dom::object object, const Fields& fields, const std::string& path,
                      Found& unknown) const {
  for (const auto& [key, value] : object) {
    std::string place = path.empty() ? std::string(key) : path + '.' + std::string(key);
    const auto field = fields.find(key);
    if (field == fields.end()) {
      unknown.push_back({std::move(place), shown(value)});
    } else if (!field->second.empty()) {
      lookAt(value, field->second, place, unknown);
    }
  }
}

// An id may stand where an object could be; a list holds what its one would be.
void Shapes::lookAt(Element value, std::string_view type, const std::string& path, Found& unknown) const {
  simdjson::dom::object object;
  simdjson::dom::array list;
  if (value.get_array().get(list) == simdjson::SUCCESS) {
    std::size_t index = 0;
    for (const Element item : list) lookAt(item, type, path + '[' + std::to_string(index++) + ']', unknown);
    return;
  }
  const bool isList = type.starts_with('*');
  if (value.get_object().get(object) == simdjson::SUCCESS) {
    if (isList) {
      lookInto(object, kListFields, path, unknown);
      Element data;
      if (object.at_key("data").get(data) == simdjson::SUCCESS) lookAt(data, type.substr(1), path + ".data", unknown);
    } else if (const auto known = objects_.find(type); known != objects_.end()) {
      lookInto(object, known->second, path, unknown);
    }
    return;
  }
  std::string_view word;
  const auto known = words_.find(type);
  if (known == words_.end() || value.get_string().get(word) != simdjson::SUCCESS) return;
  if (std::ranges::find(known->second, word) == known->second.end()) unknown.push_back({path, shown(value)});
}

std::vector<std::string_view> Shapes::fields(std::string_view name) const {
  std::vector<std::string_view> names;
  if (const auto known = objects_.find(name); known != objects_.end()) {
    for (const auto& [field, type] : known->second) names.push_back(field);
  }
  return names;
}

std::vector<std::string_view> Shapes::words(std::string_view name) const {
  const auto known = words_.find(name);
  return known == words_.end() ? std::vector<std::string_view>() : known->second;
}

std::string_view Shapes::typeOf(std::string_view name, std::string_view field) const {
  const auto known = objects_.find(name);
  if (known == objects_.end()) return {};
  const auto found = known->second.find(field);
  return found == known->second.end() ? std::string_view() : found->second;
}

}  // namespace billing::providers
