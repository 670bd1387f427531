#include "models/hexmodel.h"

#include <QCoreApplication>

namespace billing::models {
namespace {

QString hexWords(const char* text) {
  return QCoreApplication::translate("HexModel", text);
}

QString asciiText(const QByteArray& bytes) {
  QString text;
  for (const char byte : bytes) text += byte >= 0x20 && byte < 0x7f ? QLatin1Char(byte) : QLatin1Char('.');
  return text;
}

// Two groups of eight, so that the eye finds the middle.
QString hexText(const QByteArray& bytes) {
  const QString left = QString::fromLatin1(bytes.first(std::min<qsizetype>(8, bytes.size())).toHex(' '));
  return bytes.size() <= 8 ? left : QString(left + QStringLiteral("  ") + QString::fromLatin1(bytes.mid(8).toHex(' ')));
}

}  // namespace

void HexModel::setBytes(QByteArray bytes) {
  beginResetModel();
  bytes_ = std::move(bytes);
  endResetModel();
}

QByteArray HexModel::rowBytes(int row) const {
  return bytes_.mid(qsizetype{row} * bytesPerRow, bytesPerRow);
}

int HexModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>((bytes_.size() + bytesPerRow - 1) / bytesPerRow);
}

int HexModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : ColumnCount;
}

QVariant HexModel::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) return {};
  if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole) return {};
  switch (index.column()) {
    case OffsetColumn:
      return QStringLiteral("%1").arg(index.row() * bytesPerRow, 8, 16, QLatin1Char('0'));
    case HexColumn:
      return hexText(rowBytes(index.row()));
    default:
      return asciiText(rowBytes(index.row()));
  }
}

QVariant HexModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
  return section == OffsetColumn ? hexWords("Offset") : section == HexColumn ? hexWords("Bytes") : hexWords("Text");
}

}  // namespace billing::models
