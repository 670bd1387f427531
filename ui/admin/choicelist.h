// A few ways to choose from, one under the other, each with a sentence that says what it means.
#pragma once

#include <QButtonGroup>
#include <QLabel>
#include <QRadioButton>
#include <QVBoxLayout>
#include <QWidget>

namespace billing::ui {

class ChoiceList : public QWidget {
  Q_OBJECT
 public:
  /// `title` stands above; spoken with each choice.
  explicit ChoiceList(const QString& title, QWidget* parent = nullptr);
  /// Its number is how many were added before. The first one is chosen.
  QRadioButton* add(const QString& word, const QString& about);
  /// Why it cannot be chosen; empty: it can.
  void setImpossible(int number, const QString& why);
  [[nodiscard]] int chosen() const { return group_->checkedId(); }
  void choose(int number);

 Q_SIGNALS:
  void changed();

 private:
  QVBoxLayout* column_;
  QButtonGroup* group_;
  QString title_;
  QVector<QLabel*> abouts_;
};

/// A caption over a part of a page.
[[nodiscard]] QLabel* partTitle(const QString& text, QWidget* parent);

}  // namespace billing::ui
