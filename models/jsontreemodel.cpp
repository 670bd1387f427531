#include "models/jsontreemodel.h"

#include <QCoreApplication>

#include "models/jsontree.h"

namespace billing::models {
namespace {

QString words(const char* text) {
  return QCoreApplication::translate("JsonTreeModel", text);
}

QString typeWord(JsonType type) {
  switch (type) {
    case JsonType::Object:
      return QStringLiteral("object");
    case JsonType::Array:
      return QStringLiteral("array");
    case JsonType::String:
      return QStringLiteral("string");
    case JsonType::Number:
      return QStringLiteral("number");
    case JsonType::Boolean:
      return QStringLiteral("boolean");
    case JsonType::Null:
      return QStringLiteral("null");
  }
  return {};
}

QString sizeText(const JsonNode& node) {
  const int count = static_cast<int>(node.children.size());
  const bool object = node.type == JsonType::Object;
  if (count == 1) return object ? words("1 field") : words("1 item");
  return (object ? words("%1 fields") : words("%1 items")).arg(count);
}

bool isContainer(const JsonNode& node) {
  return node.type == JsonType::Object || node.type == JsonType::Array;
}

}  // namespace

struct JsonTreeModel::Tree {
  JsonTree json;

  [[nodiscard]] const JsonNode& at(int index) const { return json.nodes()[static_cast<std::size_t>(index)]; }
  [[nodiscard]] QString key(const JsonNode& node) const {
    const bool inArray = node.parent >= 0 && at(node.parent).type == JsonType::Array;
    return inArray ? QString::number(node.row) : json.keyOf(node);
  }
  [[nodiscard]] QString value(const JsonNode& node) const {
    return isContainer(node) ? sizeText(node) : json.valueOf(node);
  }
  [[nodiscard]] QString path(const JsonNode& node) const {
    QString path;
    for (const JsonNode* step = &node; step->parent >= 0; step = &at(step->parent)) {
      const bool inArray = at(step->parent).type == JsonType::Array;
      path.prepend(inArray ? QStringLiteral("[%1]").arg(step->row) : QString(QLatin1Char('.') + json.keyOf(*step)));
    }
    return path.startsWith(QLatin1Char('.')) ? path.mid(1) : path;
  }
};

JsonTreeModel::JsonTreeModel(QObject* parent) : QAbstractItemModel(parent), tree_(std::make_unique<Tree>()) {}

JsonTreeModel::~JsonTreeModel() = default;

bool JsonTreeModel::setJson(const QByteArray& text) {
  beginResetModel();
  const bool read = tree_->json.read(text);
  endResetModel();
  return read;
}

QString JsonTreeModel::errorText() const {
  return tree_->json.errorText();
}

QModelIndex JsonTreeModel::find(const QString& text, const QModelIndex& from) const {
  const int count = static_cast<int>(tree_->json.nodes().size());
  const int start = from.isValid() ? static_cast<int>(from.internalId()) : 0;
  for (int step = 1; step <= count; ++step) {
    const int index = (start + step) % count;
    const JsonNode& node = tree_->at(index);
    if (node.parent < 0) continue;
    if (tree_->json.keyOf(node).contains(text, Qt::CaseInsensitive) ||
        tree_->json.valueOf(node).contains(text, Qt::CaseInsensitive))
      return createIndex(node.row, KeyColumn, static_cast<quintptr>(index));
  }
  return {};
}

// The internal id of an index is the number of its node; the top node is the invisible root.
QModelIndex JsonTreeModel::index(int row, int column, const QModelIndex& parent) const {
  if (!hasIndex(row, column, parent)) return {};
  const JsonNode& node = tree_->at(parent.isValid() ? static_cast<int>(parent.internalId()) : 0);
  return createIndex(row, column, static_cast<quintptr>(node.children[static_cast<std::size_t>(row)]));
}

QModelIndex JsonTreeModel::parent(const QModelIndex& child) const {
  if (!child.isValid()) return {};
  const int parent = tree_->at(static_cast<int>(child.internalId())).parent;
  return parent <= 0 ? QModelIndex() : createIndex(tree_->at(parent).row, KeyColumn, static_cast<quintptr>(parent));
}

int JsonTreeModel::rowCount(const QModelIndex& parent) const {
  if (tree_->json.nodes().empty() || parent.column() > 0) return 0;
  return static_cast<int>(tree_->at(parent.isValid() ? static_cast<int>(parent.internalId()) : 0).children.size());
}

int JsonTreeModel::columnCount(const QModelIndex&) const {
  return ColumnCount;
}

QVariant JsonTreeModel::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
  const JsonNode& node = tree_->at(static_cast<int>(index.internalId()));
  switch (role) {
    case Qt::DisplayRole:
      if (index.column() == KeyColumn) return tree_->key(node);
      return index.column() == ValueColumn ? tree_->value(node) : typeWord(node.type);
    case Qt::ToolTipRole:
      return index.column() == ValueColumn ? tree_->value(node) : tree_->path(node);
    case Qt::AccessibleTextRole:
      return QString(tree_->key(node) + QLatin1Char(' ') + tree_->value(node) + QStringLiteral(", ") +
                     typeWord(node.type));
    case PathRole:
      return tree_->path(node);
    case JsonRole:
      return tree_->json.textOf(node);
    case TypeRole:
      return typeWord(node.type);
    default:
      return {};
  }
}

QVariant JsonTreeModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
  return section == KeyColumn ? words("Key") : section == ValueColumn ? words("Value") : words("Type");
}

}  // namespace billing::models
