// A JSON text as a tree: key, value, type. Numbers are shown as they were written, digit for digit.
#pragma once

#include <QAbstractItemModel>
#include <memory>

namespace billing::models {

class JsonTreeModel final : public QAbstractItemModel {
  Q_OBJECT
 public:
  enum Column { KeyColumn, ValueColumn, TypeColumn, ColumnCount };
  enum Role {
    PathRole = Qt::UserRole + 200,  ///< "data.items[3].price"
    JsonRole,                       ///< QByteArray: the node's text as it stands in the body
    TypeRole,                       ///< "object", "array", "string", "number", "boolean", "null"
  };

  explicit JsonTreeModel(QObject* parent = nullptr);
  ~JsonTreeModel() override;

  /// False when the text is not JSON (or nested beyond 512): the tree is then empty and `errorText` says where.
  bool setJson(const QByteArray& text);
  [[nodiscard]] QString errorText() const;
  /// The first node whose key or value contains `text` after `from` in reading order (invalid: from the top); wraps
  /// around.
  [[nodiscard]] QModelIndex find(const QString& text, const QModelIndex& from = {}) const;

  QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
  QModelIndex parent(const QModelIndex& child) const override;
  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

 private:
  struct Tree;
  std::unique_ptr<Tree> tree_;
};

}  // namespace billing::models
