#include "sandbox/faces/dodo/shapetext.h"

namespace billing::sandbox::dodo {

namespace {

class ShapeReader {
 public:
  explicit ShapeReader(std::string_view text) : text_(text) {}

  std::vector<FieldShape> fields(char end) {
    std::vector<FieldShape> fields;
    for (skipBlanks(); !text_.empty() && text_.front() != end; skipBlanks()) fields.push_back(field());
    if (!text_.empty()) text_.remove_prefix(1);
    return fields;
  }

 private:
  void skipBlanks() {
    while (!text_.empty() && text_.front() == ' ') text_.remove_prefix(1);
  }

  std::string until(std::string_view ends) {
    const auto end = text_.find_first_of(ends);
    const std::string word(text_.substr(0, end));
    text_.remove_prefix(std::min(end, text_.size()));
    return word;
  }

  char take() {
    if (text_.empty()) return '*';
    const char first = text_.front();
    text_.remove_prefix(1);
    return first;
  }

  FieldShape field() {
    FieldShape field;
    field.name = until("!:");
    field.required = !text_.empty() && text_.front() == '!';
    if (field.required) take();
    take();
    field.type = type();
    return field;
  }

  TypeShape type() {
    TypeShape type;
    type.kind = take();
    if (type.kind == '(') type.words = words();
    if (type.kind == '{') type.fields = fields('}');
    if (type.kind == '[') type.element = std::make_shared<TypeShape>(element());
    return type;
  }

  std::vector<std::string> words() {
    std::vector<std::string> words;
    for (char last = '|'; last == '|'; last = take()) words.push_back(until("|)"));
    return words;
  }

  TypeShape element() {
    const bool simple = text_.substr(0, 2) == "s]" || text_.substr(0, 1) == "(";
    if (simple) {
      TypeShape word = type();
      take();
      return word;
    }
    TypeShape object;
    object.kind = '{';
    object.fields = fields(']');
    return object;
  }

  std::string_view text_;
};

}  // namespace

std::vector<FieldShape> fieldsFromText(std::string_view text) {
  return ShapeReader(text).fields('\0');
}

}  // namespace billing::sandbox::dodo
