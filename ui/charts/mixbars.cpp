#include "ui/charts/mixbars.h"

#include <QAbstractButton>
#include <QLocale>
#include <QPainter>

#include "ui/theme/metrics.h"
#include "ui/theme/tokens.h"

namespace billing::ui {

namespace {

constexpr int kMostParts = 8;

class MixRow final : public QAbstractButton {
 public:
  explicit MixRow(const store::NamedCount& part, int total, int largest, int colorIndex, bool opens)
      : part_(part), total_(total), largest_(largest), color_(colorIndex) {
    setText(part.name);
    setAccessibleName(QStringLiteral("%1: %2, %3").arg(part.name, QLocale().toString(part.count), share()));
    setFocusPolicy(opens ? Qt::StrongFocus : Qt::NoFocus);
    setEnabled(opens);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  }
  [[nodiscard]] QSize sizeHint() const override { return {chars(this, 40), fontMetrics().height() + space(this, 2)}; }

 protected:
  void paintEvent(QPaintEvent*) override {
    const Tokens& tokens = tokensFor(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int nameWidth = width() * 2 / 5;
    const int textWidth = fontMetrics().horizontalAdvance(QStringLiteral("99,999  100 %")) + space(this, 2);
    const int room = width() - nameWidth - textWidth;
    if (underMouse() && isEnabled()) painter.fillRect(rect(), tokens.hover);
    if (hasFocus()) {
      painter.setPen(QPen(tokens.accent, 2));
      painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 3, 3);
    }
    painter.setPen(tokens.text);
    painter.drawText(QRect(space(this, 1), 0, nameWidth - space(this, 2), height()), Qt::AlignVCenter | Qt::AlignLeft,
                     fontMetrics().elidedText(text(), Qt::ElideRight, nameWidth - space(this, 2)));
    const double length = largest_ > 0 ? room * static_cast<double>(part_.count) / largest_ : 0;
    const double thick = space(this, 2.5);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color_ < tokens.series.size() ? tokens.series.at(color_) : tokens.muted);
    painter.drawRoundedRect(QRectF(nameWidth, (height() - thick) / 2, qMax(2.0, length), thick), 2, 2);
    painter.setPen(tokens.text);
    painter.drawText(rect().adjusted(0, 0, -space(this, 11), 0), Qt::AlignVCenter | Qt::AlignRight,
                     QLocale().toString(part_.count));
    painter.setPen(tokens.muted);
    painter.drawText(rect().adjusted(0, 0, -space(this, 1), 0), Qt::AlignVCenter | Qt::AlignRight, share());
  }

 private:
  [[nodiscard]] QString share() const {
    return QStringLiteral("%1 %").arg(total_ > 0 ? qRound(100.0 * part_.count / total_) : 0);
  }
  store::NamedCount part_;
  int total_;
  int largest_;
  int color_;
};

}  // namespace

MixBars::MixBars(QWidget* parent) : QWidget(parent), column_(new QVBoxLayout(this)) {
  column_->setContentsMargins(0, 0, 0, 0);
  column_->setSpacing(0);
  column_->addStretch(1);
}

void MixBars::setParts(const QVector<store::NamedCount>& parts) {
  qDeleteAll(rows_);
  rows_.clear();
  int total = 0;
  for (const auto& part : parts) total += part.count;
  QVector<store::NamedCount> shown = parts.mid(0, kMostParts);
  store::NamedCount others{tr("others"), 0};
  for (int i = kMostParts; i < parts.size(); ++i) others.count += parts.at(i).count;
  if (others.count > 0) shown.push_back(others);
  const int largest =
      shown.isEmpty() ? 0 : std::max_element(shown.begin(), shown.end(), [](const auto& a, const auto& b) {
                              return a.count < b.count;
                            })->count;
  for (int i = 0; i < shown.size(); ++i) {
    auto* row = new MixRow(shown.at(i), total, largest, i, i < kMostParts);
    connect(row, &QAbstractButton::clicked, this, [this, name = shown.at(i).name] { Q_EMIT opened(name); });
    column_->insertWidget(i, row);
    row->show();  // now, not with the next turn of the event loop: a picture may be taken before it
    rows_.push_back(row);
  }
}

}  // namespace billing::ui
