// How the dialog of links is laid out: one tab that makes them, one that looks at them.
#include <QFormLayout>
#include <QScreen>
#include <QScrollArea>
#include <QVBoxLayout>

#include "ui/admin/liverow.h"
#include "ui/bulk/linkresult.h"
#include "ui/bulk/linksdialog.h"
#include "ui/presenters/moneytext.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/errorbanner.h"
#include "ui/widgets/modeband.h"

namespace billing::ui {

LinksDialog::LinksDialog(const PaneContext& context, const LinkSeed& seed, QWidget* parent)
    : QDialog(parent),
      context_(context),
      seed_(seed),
      kind_(new QComboBox),
      product_(new QComboBox),
      quantity_(new QSpinBox),
      customer_(new QLineEdit),
      email_(new QLineEdit),
      name_(new QLineEdit),
      returnUrl_(new QLineEdit),
      cancelUrl_(new QLineEdit),
      metadata_(new QPlainTextEdit),
      codes_(new QCheckBox(tr("The buyer may enter a &discount code"))),
      trial_(new QSpinBox),
      make_(new QPushButton),
      banner_(new ErrorBanner),
      findings_(new FindingList),
      result_(new LinkResult),
      link_(new QLineEdit),
      checked_(new FindingList) {
  setObjectName(QStringLiteral("linksDialog"));
  setWindowTitle(tr("Checkout links"));
  setAttribute(Qt::WA_DeleteOnClose);
  build();
  fillSeed();
  showKind();
}

void LinksDialog::build() {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(new ModeBand(context_.services.profile));
  auto* inside = new QVBoxLayout;
  inside->setContentsMargins(space(this, 4), space(this, 4), space(this, 4), space(this, 4));
  inside->setSpacing(space(this, 3));
  auto* title = new QLabel(tr("Checkout links"));
  title->setFont(titleFont(font()));
  auto* tabs = new QTabWidget;
  tabs->setObjectName(QStringLiteral("linkTabs"));
  tabs->setAccessibleName(tr("Checkout links"));
  tabs->addTab(buildMaker(), tr("Make"));
  tabs->addTab(buildChecker(), tr("Check a link"));
  inside->addWidget(title);
  inside->addWidget(tabs, 1);
  auto* close = new QPushButton(tr("C&lose"));
  close->setAutoDefault(false);
  connect(close, &QPushButton::clicked, this, &QDialog::close);
  inside->addWidget(close, 0, Qt::AlignRight);
  column->addLayout(inside, 1);
  resize(QSize(chars(this, 104), fontMetrics().height() * 44).boundedTo(screen()->availableSize() * 95 / 100));
}

QWidget* LinksDialog::buildMaker() {
  auto* page = new QWidget;
  auto* column = new QVBoxLayout(page);
  column->setContentsMargins(space(this, 3), space(this, 3), space(this, 3), space(this, 3));
  column->setSpacing(space(this, 3));
  form_ = new QFormLayout;
  form_->setHorizontalSpacing(space(this, 3));
  form_->setVerticalSpacing(space(this, 2));
  form_->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
  const auto add = [this](const char* name, const QString& caption, QWidget* field) {
    field->setObjectName(QLatin1String(name));
    field->setAccessibleName(QString(caption).remove(QLatin1Char('&')));
    form_->addRow(caption, field);
  };
  kind_->addItems({tr("A session for one buyer"), tr("A static link for a page or a mail"), tr("A customer's portal")});
  addProducts();
  quantity_->setRange(1, 1'000'000);
  add("linkKind", tr("&Kind"), kind_);
  add("linkProduct", tr("&Product"), product_);
  add("linkQuantity", tr("&Quantity"), quantity_);
  add("linkCustomer", tr("C&ustomer id"), customer_);
  add("linkEmail", tr("&E-mail"), email_);
  add("linkName", tr("&Name"), name_);
  add("linkReturn", tr("&Return URL"), returnUrl_);
  add("linkCancel", tr("URL when &turned back"), cancelUrl_);
  add("linkMetadata", tr("Meta&data"), metadata_);
  addMore(*form_);
  auto* scroll = new QScrollArea;
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setFocusPolicy(Qt::NoFocus);
  auto* inside = new QWidget;
  auto* rows = new QVBoxLayout(inside);
  rows->setContentsMargins(0, 0, space(this, 2), 0);
  rows->addLayout(form_);
  rows->addWidget(findings_);
  rows->addStretch(1);
  scroll->setWidget(inside);
  column->addWidget(scroll, 1);
  column->addWidget(banner_);
  column->addWidget(buildDeeds());
  return page;
}

void LinksDialog::addProducts() {
  product_->setEditable(true);
  product_->setInsertPolicy(QComboBox::NoInsert);
  const operations::RulesContext sold = rules();
  const auto addOne = [&](const std::string& name, const Money& price, const std::string& id) {
    if (id.empty()) return;
    const auto code = price.currency.code();
    product_->addItem(
        tr("%1, %2 (%3)")
            .arg(QString::fromStdString(name),
                 moneyText(price.minor, QString::fromUtf8(code.data(), static_cast<qsizetype>(code.size())),
                           context_.words.locale),
                 QString::fromStdString(id)),
        QString::fromStdString(id));
  };
  for (const Plan& plan : sold.rules.plans)
    for (const PlanPrice& price : plan.prices)
      addOne(plan.name + ", " + std::string(toString(price.interval.unit)), price.amount, price.productId(sold.live));
  for (const CreditPack& pack : sold.rules.credits.packs) addOne(pack.name, pack.price, pack.productId(sold.live));
}

void LinksDialog::addMore(QFormLayout& form) {
  codes_->setObjectName(QStringLiteral("linkCodes"));
  codes_->setAccessibleName(tr("The buyer may enter a discount code"));
  form.addRow(QString(), codes_);
  trial_->setObjectName(QStringLiteral("linkTrial"));
  trial_->setAccessibleName(tr("Trial days"));
  trial_->setRange(0, 730);
  trial_->setSpecialValueText(tr("none"));
  form.addRow(tr("Tr&ial days"), trial_);
  metadata_->setTabChangesFocus(true);
  metadata_->setPlaceholderText(tr("key = value, one a line"));
  metadata_->setFixedHeight(fontMetrics().height() * 4);
  returnUrl_->setPlaceholderText(QStringLiteral("https://shop.example/billing?success=true"));
  connect(kind_, &QComboBox::currentIndexChanged, this, &LinksDialog::showKind);
  connect(product_, &QComboBox::currentTextChanged, this, &LinksDialog::judge);
  for (QLineEdit* line : {customer_, email_, name_, returnUrl_, cancelUrl_})
    connect(line, &QLineEdit::textChanged, this, &LinksDialog::judge);
  connect(metadata_, &QPlainTextEdit::textChanged, this, &LinksDialog::judge);
  for (QSpinBox* box : {quantity_, trial_}) connect(box, &QSpinBox::valueChanged, this, &LinksDialog::judge);
  if (context_.services.admin != nullptr)
    connect(context_.services.admin, &operations::AdminDesk::stateChanged, this, &LinksDialog::judge);
}

QWidget* LinksDialog::buildDeeds() {
  auto* part = new QWidget;
  auto* column = new QVBoxLayout(part);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(space(this, 2));
  make_->setObjectName(QStringLiteral("makeLink"));
  make_->setProperty("primary", true);
  make_->setAutoDefault(false);
  connect(make_, &QPushButton::clicked, this, &LinksDialog::make);
  if (context_.services.admin != nullptr) column->addWidget(new LiveRow(context_));
  column->addWidget(make_, 0, Qt::AlignLeft);
  column->addWidget(result_);
  return part;
}

QWidget* LinksDialog::buildChecker() {
  auto* page = new QWidget;
  auto* column = new QVBoxLayout(page);
  column->setContentsMargins(space(this, 3), space(this, 3), space(this, 3), space(this, 3));
  column->setSpacing(space(this, 3));
  auto* label = new QLabel(tr("The &link, as it would be sent"));
  label->setBuddy(link_);
  link_->setObjectName(QStringLiteral("linkToCheck"));
  link_->setAccessibleName(tr("The link, as it would be sent"));
  link_->setFont(monospaceFont(font()));
  link_->setPlaceholderText(QStringLiteral("https://checkout.dodopayments.com/buy/pdt_…?quantity=1&redirect_url=…"));
  checked_->setObjectName(QStringLiteral("linkChecked"));
  checked_->setAlignment(Qt::AlignTop);
  column->addWidget(label);
  column->addWidget(link_);
  column->addWidget(checked_, 1);
  connect(link_, &QLineEdit::textChanged, this, &LinksDialog::check);
  return page;
}

}  // namespace billing::ui
