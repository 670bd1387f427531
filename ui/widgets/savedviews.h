// A view is filter, columns and order under a name: those of the house, and those that people save.
#pragma once

#include <QMenu>
#include <QSettings>
#include <QToolButton>
#include <functional>

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
  /// Views of the house that change with the day, in place of those given before.
  void setBuiltIn(std::function<QVector<SavedView>()> views);
  /// Who counts the rows of a view, and calls back with how many: they stand beside the names.
  using Counter = std::function<void(const store::ListQuery& query, std::function<void(qint64)> told)>;
  void setCounter(Counter counter) { counter_ = std::move(counter); }
  [[nodiscard]] QVector<SavedView> all() const;

 Q_SIGNALS:
  void chosen(const billing::ui::SavedView& view);
  void saveWanted();

 private:
  void fill();
  void addCount(QAction* action, const SavedView& view);
  [[nodiscard]] QVector<SavedView> own() const;
  void keep(const QVector<SavedView>& views);
  QSettings& settings_;
  QString list_;
  std::function<QVector<SavedView>()> builtIn_;
  Counter counter_;
  store::ListQuery shown_;
  QMenu* menu_;
};

}  // namespace billing::ui
