// The places of all values in a JSON text. Text is kept as it stands, so numbers lose no digit and strings no escape.
#pragma once

#include <QByteArray>
#include <QString>
#include <vector>

namespace billing::models {

enum class JsonType { Object, Array, String, Number, Boolean, Null };

struct JsonNode {
  JsonType type = JsonType::Null;
  int parent = -1;
  int row = 0;                   ///< among its siblings
  int begin = 0, end = 0;        ///< bytes of the value
  int keyBegin = 0, keyEnd = 0;  ///< bytes of the key with its quotes; empty in arrays and at the top
  std::vector<int> children;
};

/// The first node is the whole text; nodes follow in reading order.
class JsonTree {
 public:
  /// False when the text is no JSON object or array, or nested beyond 512; `errorText` says what and at which byte.
  bool read(const QByteArray& text);
  [[nodiscard]] const QString& errorText() const { return error_; }
  [[nodiscard]] const std::vector<JsonNode>& nodes() const { return nodes_; }
  [[nodiscard]] QByteArray textOf(const JsonNode& node) const { return text_.mid(node.begin, node.end - node.begin); }
  [[nodiscard]] QString keyOf(const JsonNode& node) const;
  /// A string without quotes and escapes; numbers and words as written; empty for objects and arrays.
  [[nodiscard]] QString valueOf(const JsonNode& node) const;

 private:
  void place();
  int skipString(int at) const;
  int open(JsonType type, int at, int parent);

  QByteArray text_;
  QString error_;
  std::vector<JsonNode> nodes_;
};

}  // namespace billing::models
