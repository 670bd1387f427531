// What an order would do, as it was told: the money, the dates, before and after, and what to beware of.
#pragma once

#include <QLabel>
#include <QVBoxLayout>
#include <QWidget>

#include "operations/admin/orderpreview.h"
#include "ui/panes/panecontext.h"

namespace billing::ui {

class FactsCard;
class NoteStrip;

class PreviewCard : public QWidget {
  Q_OBJECT
 public:
  explicit PreviewCard(const PaneContext& context, QWidget* parent = nullptr);
  /// Instead of a preview: what is missing, or what is going on.
  void say(const QString& text);
  void show(const operations::OrderPreview& preview);
  /// The one shown is of choices that have changed since.
  void setOutdated(bool outdated);

 private:
  void showFigures(const operations::OrderPreview& preview);
  void showLines(const operations::OrderPreview& preview);
  void showChanges(const operations::OrderPreview& preview);
  void showNotes(const operations::OrderPreview& preview);
  void clear();
  QLabel* addText(const QString& text, bool strong);
  const PaneContext& context_;
  QLabel* word_;
  QLabel* source_;
  QVBoxLayout* body_;
};

/// The figure of the moment: "$12.34 charged now", "$3.00 credited", "Nothing charged".
[[nodiscard]] QString todayWords(const Money& today, const QLocale& locale);

}  // namespace billing::ui
