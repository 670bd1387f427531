#include "providers/stripe/formencoding.h"

namespace billing::providers::stripe {
namespace {

bool isFormUnreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
         c == '.' || c == '~';
}

std::string percentEncoded(std::string_view text, std::string_view alsoRaw) {
  static constexpr char digits[] = "0123456789ABCDEF";
  std::string encoded;
  encoded.reserve(text.size());
  for (const char c : text) {
    if (isFormUnreserved(c) || alsoRaw.find(c) != std::string_view::npos) {
      encoded += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    encoded += '%';
    encoded += digits[byte >> 4U];
    encoded += digits[byte & 15U];
  }
  return encoded;
}

// The official library leaves brackets as they are, in keys and in values.
std::string formEncoded(std::string_view text) {
  return percentEncoded(text, "[]");
}

}  // namespace

FormValue& FormValue::set(std::string key, FormValue value) {
  kind_ = Kind::Map;
  if (!value.absent()) children_.emplace_back(std::move(key), std::move(value));
  return *this;
}

FormValue& FormValue::setUnlessEmpty(std::string key, std::string text) {
  return set(std::move(key), text.empty() ? FormValue() : FormValue(std::move(text)));
}

FormValue& FormValue::add(FormValue value) {
  kind_ = Kind::List;
  if (!value.absent()) children_.emplace_back(std::string(), std::move(value));
  return *this;
}

void FormValue::appendTo(std::string& form, const std::string& name) const {
  if (kind_ == Kind::Text) {
    if (!form.empty()) form += '&';
    form += formEncoded(name) + '=' + formEncoded(text_);
  }
  for (std::size_t index = 0; index < children_.size(); ++index) {
    const auto& [key, value] = children_[index];
    const std::string inner = kind_ == Kind::List ? std::to_string(index) : key;
    value.appendTo(form, name.empty() ? inner : name + '[' + inner + ']');
  }
}

std::string encodeForm(const FormValue& parameters) {
  std::string form;
  parameters.appendTo(form, {});
  return form;
}

std::string encodePathPiece(std::string_view id) {
  return percentEncoded(id, {});
}

}  // namespace billing::providers::stripe
