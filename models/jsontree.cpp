#include "models/jsontree.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

namespace billing::models {
namespace {

constexpr int deepest = 512;

// Escapes are the JSON parser's business; most strings have none.
QString decoded(const QByteArray& quoted) {
  if (!quoted.contains('\\')) return QString::fromUtf8(quoted.mid(1, quoted.size() - 2));
  return QJsonDocument::fromJson('[' + quoted + ']').array().at(0).toString();
}

JsonType typeAt(char first) {
  switch (first) {
    case '{':
      return JsonType::Object;
    case '[':
      return JsonType::Array;
    case '"':
      return JsonType::String;
    case 't':
    case 'f':
      return JsonType::Boolean;
    case 'n':
      return JsonType::Null;
    default:
      return JsonType::Number;
  }
}

bool endsWord(char c) {
  return c == ',' || c == ']' || c == '}' || c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

bool tooDeep(const QByteArray& text) {
  int depth = 0;
  bool quoted = false;
  for (qsizetype i = 0; i < text.size(); ++i) {
    const char c = text.at(i);
    if (quoted && c == '\\')
      ++i;
    else if (c == '"')
      quoted = !quoted;
    else if (!quoted && (c == '{' || c == '[') && ++depth > deepest)
      return true;
    else if (!quoted && (c == '}' || c == ']'))
      --depth;
  }
  return false;
}

}  // namespace

bool JsonTree::read(const QByteArray& text) {
  text_.clear();
  nodes_.clear();
  error_.clear();
  QJsonParseError error;
  if (tooDeep(text)) {
    error_ = QCoreApplication::translate("JsonTree", "nested more than %1 deep").arg(deepest);
  } else if (QJsonDocument::fromJson(text, &error); error.error != QJsonParseError::NoError) {
    error_ =
        QCoreApplication::translate("JsonTree", "not JSON: %1 at byte %2").arg(error.errorString()).arg(error.offset);
  } else {
    text_ = text;
    place();
  }
  return error_.isEmpty();
}

int JsonTree::skipString(int at) const {
  for (++at; text_.at(at) != '"'; ++at)
    if (text_.at(at) == '\\') ++at;
  return at + 1;
}

int JsonTree::open(JsonType type, int at, int parent) {
  const int index = static_cast<int>(nodes_.size());
  JsonNode node;
  node.type = type;
  node.parent = parent;
  node.begin = at;
  if (parent >= 0) {
    auto& siblings = nodes_[static_cast<std::size_t>(parent)].children;
    node.row = static_cast<int>(siblings.size());
    siblings.push_back(index);
  }
  nodes_.push_back(std::move(node));
  return index;
}

// The text is known to be valid JSON, so that one pass without a stack of its own finds every value.
void JsonTree::place() {
  int inside = -1, keyBegin = 0, keyEnd = 0;
  const int size = static_cast<int>(text_.size());
  for (int at = 0; at < size;) {
    const char c = text_.at(at);
    if (c == '}' || c == ']') {
      JsonNode& closed = nodes_[static_cast<std::size_t>(inside)];
      closed.end = ++at;
      inside = closed.parent;
    } else if (c == ':' || endsWord(c)) {
      ++at;
    } else if (c == '"' && inside >= 0 && keyEnd == 0 &&
               nodes_[static_cast<std::size_t>(inside)].type == JsonType::Object) {
      keyBegin = at;
      keyEnd = at = skipString(at);
    } else {
      const JsonType type = typeAt(c);
      const int index = open(type, at, inside);
      JsonNode& node = nodes_[static_cast<std::size_t>(index)];
      node.keyBegin = std::exchange(keyBegin, 0);
      node.keyEnd = std::exchange(keyEnd, 0);
      if (type == JsonType::Object || type == JsonType::Array) {
        inside = index;
        ++at;
      } else {
        if (type == JsonType::String)
          at = skipString(at);
        else
          while (at < size && !endsWord(text_.at(at))) ++at;
        node.end = at;
      }
    }
  }
}

QString JsonTree::keyOf(const JsonNode& node) const {
  return node.keyEnd > node.keyBegin ? decoded(text_.mid(node.keyBegin, node.keyEnd - node.keyBegin)) : QString();
}

QString JsonTree::valueOf(const JsonNode& node) const {
  if (node.type == JsonType::Object || node.type == JsonType::Array) return {};
  return node.type == JsonType::String ? decoded(textOf(node)) : QString::fromUtf8(textOf(node));
}

}  // namespace billing::models
