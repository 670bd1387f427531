// Two versions of an object side by side: as it was looked at, and as somebody else has made it meanwhile.
#pragma once

#include <QGridLayout>
#include <QVector>
#include <QWidget>

namespace billing::ui {

/// One field in which they differ.
struct VersionLine {
  QString field, seen, present;
};
/// Of the reason of an error "stale": a line for each field.
[[nodiscard]] QVector<VersionLine> versionLines(const QString& reason);

class VersionTable : public QWidget {
  Q_OBJECT
 public:
  explicit VersionTable(QWidget* parent = nullptr);
  /// Hidden without lines.
  void show(const QVector<VersionLine>& lines);

 private:
  QGridLayout* grid_;
};

}  // namespace billing::ui
