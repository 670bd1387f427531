// Bytes as offset, hexadecimal and ASCII, sixteen a row, worded only for the rows that are looked at.
#pragma once

#include <QAbstractTableModel>
#include <QByteArray>

namespace billing::models {

class HexModel final : public QAbstractTableModel {
  Q_OBJECT
 public:
  enum Column { OffsetColumn, HexColumn, AsciiColumn, ColumnCount };
  static constexpr int bytesPerRow = 16;

  explicit HexModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}
  void setBytes(QByteArray bytes);
  [[nodiscard]] const QByteArray& bytes() const { return bytes_; }

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

 private:
  [[nodiscard]] QByteArray rowBytes(int row) const;
  QByteArray bytes_;
};

}  // namespace billing::models
