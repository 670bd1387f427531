#include "sandbox/faces/stripe/reader.h"

#include <charconv>

namespace billing::sandbox::stripe {

void Reader::refuse(Refusal refusal) const {
  if (!*problem_) *problem_ = std::move(refusal);
}

std::string Reader::fullName(std::string_view name) const {
  return where_.empty() ? std::string(name) : where_ + "[" + std::string(name) + "]";
}

bool Reader::clears(std::string_view name) const {
  const auto* param = params_->find(name);
  return param && param->given && param->text.empty() && param->inner.empty();
}

std::string Reader::text(std::string_view name) const {
  const auto* param = params_->find(name);
  if (!param) return {};
  if (!param->inner.empty()) refuse(invalid("Invalid string: {...}", fullName(name)));
  return param->text;
}

std::string Reader::required(std::string_view name) const {
  const auto value = text(name);
  if (!has(name)) refuse(missingParameter(fullName(name)));
  if (has(name) && value.empty())
    refuse(invalid("You passed an empty string for '" + fullName(name) +
                       "'. We assume empty values are an attempt to unset a parameter; however '" + fullName(name) +
                       "' cannot be unset. You should remove '" + fullName(name) +
                       "' from your request or supply a non-empty value.",
                   fullName(name), "parameter_invalid_empty"));
  return value;
}

void Reader::into(std::string_view name, std::string& field) const {
  if (has(name)) field = text(name);
}

std::string Reader::oneOf(std::string_view name, std::initializer_list<std::string_view> words) const {
  const auto value = text(name);
  if (value.empty()) return value;
  std::string all;
  for (const auto word : words) {
    if (value == word) return value;
    const bool last = word.data() == (words.end() - 1)->data();
    all += (all.empty() ? "" : last ? ", or " : ", ") + std::string(word);
  }
  refuse(invalid("Invalid " + fullName(name) + ": must be one of " + all, fullName(name)));
  return {};
}

std::optional<std::int64_t> Reader::integer(std::string_view name) const {
  if (!has(name) || clears(name)) return std::nullopt;
  const auto value = text(name);
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (error == std::errc{} && end == value.data() + value.size()) return number;
  refuse(badInteger(fullName(name), value));
  return std::nullopt;
}

std::optional<bool> Reader::boolean(std::string_view name) const {
  if (!has(name) || clears(name)) return std::nullopt;
  const auto value = text(name);
  if (value == "true") return true;
  if (value != "false") refuse(invalid("Invalid boolean: " + value, fullName(name)));
  return false;
}

std::optional<Instant> Reader::time(std::string_view name) const {
  if (isNow(name)) return std::nullopt;
  const auto seconds = integer(name);
  return seconds ? std::optional(Instant::fromSeconds(*seconds)) : std::nullopt;
}

std::optional<Currency> Reader::currency(std::string_view name) const {
  if (!has(name)) return std::nullopt;
  const auto value = text(name);
  const auto currency = Currency::fromCode(value);
  if (!currency)
    refuse(invalid("Invalid currency: " + value + ". Stripe takes three-letter ISO codes, like usd.", fullName(name)));
  return currency;
}

void Reader::into(std::string_view name, Metadata& metadata) const {
  if (clears(name)) metadata.clear();
  for (const auto& [key, value] : at(name).params().inner) {
    if (value.text.empty())
      metadata.erase(key);
    else
      metadata[key] = value.text;
  }
}

void Reader::into(std::string_view name, Address& address) const {
  if (clears(name)) address = {};
  const auto below = at(name);
  below.into("line1", address.line1);
  below.into("line2", address.line2);
  below.into("city", address.city);
  below.into("state", address.state);
  below.into("postal_code", address.postalCode);
  below.into("country", address.country);
}

std::vector<std::string> Reader::texts(std::string_view name) const {
  std::vector<std::string> out;
  const auto* list = params_->find(name);
  if (!list) return out;
  if (list->inner.empty() && !list->text.empty()) refuse(invalid("Invalid array", fullName(name)));
  for (const auto& entry : list->inner) out.push_back(entry.second.text);
  return out;
}

std::vector<Reader> Reader::each(std::string_view name) const {
  std::vector<Reader> out;
  const auto* list = params_->find(name);
  if (!list) return out;
  if (list->inner.empty() && !list->text.empty()) refuse(invalid("Invalid array", fullName(name)));
  for (const auto& [index, entry] : list->inner) out.emplace_back(entry, *problem_, fullName(name) + "[" + index + "]");
  return out;
}

Reader Reader::at(std::string_view name) const {
  static const Param none;
  const auto* param = params_->find(name);
  if (param && param->inner.empty() && !param->text.empty()) refuse(invalid("Invalid object", fullName(name)));
  return {param ? *param : none, *problem_, fullName(name)};
}

}  // namespace billing::sandbox::stripe
