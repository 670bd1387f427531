// A view is filter, columns and order under a name: those of the house, and those that people save.
#pragma once

#include <QMenu>
#include <QSettings>
#include <QToolButton>

#include "store/listrows.h"

namespace billing::ui {

struct SavedView {
  QString name;
  store::ListQuery query;
  QStringList columns;  ///< empty: as they are
};

/// JSON for the settings; values keep whether they are numbers, texts or truths.
[[nodiscard]] QByteArray toJson(const SavedView& view);
[[nodiscard]] std::optional<SavedView> savedViewFrom(const QByteArray& json);

class SavedViews : public QToolButton {
  Q_OBJECT
 public:
  SavedViews(QSettings& settings, QString list, QVector<SavedView> builtIn, QWidget* parent = nullptr);
  /// The button names the view whose query this is.
  void showQuery(const store::ListQuery& query);
  void save(const SavedView& view);
  [[nodiscard]] QVector<SavedView> all() const;

 Q_SIGNALS:
  void chosen(const billing::ui::SavedView& view);
  void saveWanted();

 private:
  void fill();
  [[nodiscard]] QVector<SavedView> own() const;
  void keep(const QVector<SavedView>& views);
  QSettings& settings_;
  QString list_;
  QVector<SavedView> builtIn_;
  store::ListQuery shown_;
  QMenu* menu_;
};

}  // namespace billing::ui
