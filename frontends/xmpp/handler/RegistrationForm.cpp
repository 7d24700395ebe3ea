// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "RegistrationForm.h"

#include "../Options.h"
#include "DataForm.h"

namespace spectrum::xmpp
{

namespace
{

constexpr qsizetype maximumFieldLength = 4096;

QString languageField()
{
    return QStringLiteral("language");
}

// Nearly everybody's, and not worth keeping for each.
bool isUsualLanguage(const Field &field, const QString &answer)
{
    return field.key == languageField() && answer == field.defaultValue;
}

} // namespace

QString localUsernameField()
{
    return QStringLiteral("local_username");
}

QString localPasswordField()
{
    return QStringLiteral("local_password");
}

RegistrationForm::RegistrationForm(const QList<Field> &fields, const Options &options)
    : m_fields(fields), m_options(options)
{
    const QStringList &languages = options.registration.languages();
    if (!languages.isEmpty())
        m_fields.append({.key = languageField(),
                         .label = QStringLiteral("Language"),
                         .type = FieldType::Choice,
                         .defaultValue = languages.first(),
                         .choiceValues = languages,
                         .choiceLabels = languages});
    const RegistrationRules::LocalAccount &local = options.registration.localAccount();
    if (!local.isRequired)
        return;
    m_fields.append({.key = localUsernameField(), .label = local.usernameLabel, .isRequired = true});
    m_fields.append({.key = localPasswordField(),
                     .label = QStringLiteral("Local password"),
                     .type = FieldType::Secret,
                     .isRequired = true});
}

QList<Field> RegistrationForm::fields(const std::optional<AccountSummary> &known) const
{
    QList<Field> asked = allFields(known);
    asked.removeIf(
        [](const Field &field) { return field.type == FieldType::Choice && field.choiceValues.size() == 1; });
    return asked;
}

QList<Field> RegistrationForm::allFields(const std::optional<AccountSummary> &known) const
{
    QList<Field> shown = m_fields;
    for (Field &field : shown) {
        field.defaultValue = valueOf(field, known);
        field.label = labelOf(field);
    }
    return shown;
}

QString RegistrationForm::labelOf(const Field &field) const
{
    if (field.key == QLatin1String("username") && !m_options.usernameLabel.isEmpty())
        return m_options.usernameLabel;
    if (field.key == QLatin1String("password") && !m_options.passwordLabel.isEmpty())
        return m_options.passwordLabel;
    return field.label.isEmpty() ? field.key : field.label;
}

QString RegistrationForm::valueOf(const Field &field, const std::optional<AccountSummary> &known) const
{
    if (field.type == FieldType::Secret || !known)
        return field.type == FieldType::Secret ? QString() : field.defaultValue;
    return field.key == QLatin1String("username") ? m_options.registration.typedFor(known->name)
                                                  : known->options.value(field.key, field.defaultValue);
}

QByteArray RegistrationForm::write(const std::optional<AccountSummary> &known) const
{
    ElementWriter xml;
    xml.open("query", "jabber:iq:register");
    xml.leaf("instructions", m_options.instructions);
    if (known) {
        xml.open("registered");
        xml.close();
    }
    for (const Field &field : m_fields) {
        // Others have no element of their own in XEP-0077; the data form has them all.
        if (field.key == QLatin1String("username") || field.key == QLatin1String("password"))
            xml.leaf(field.key == QLatin1String("username") ? "username" : "password", valueOf(field, known));
    }
    xml.open("x", dataform::ns);
    xml.attribute("type", "form");
    xml.leaf("title", "Registration");
    xml.leaf("instructions", m_options.instructions);
    dataform::writeFormType(xml, "jabber:iq:register");
    for (const Field &field : allFields(known))
        dataform::writeField(xml, field);
    xml.close();
    xml.close();
    return xml.take();
}

QMap<QString, QString> RegistrationForm::answersIn(const Element &query)
{
    QMap<QString, QString> answers;
    for (const Element &child : query.children()) {
        if (child.ns() == query.ns())
            answers.insert(child.name(), child.text());
    }
    const Element *form = query.child(u"x", u"jabber:x:data");
    if (!form)
        return answers;
    answers.insert(dataform::answersIn(*form));
    return answers;
}

std::variant<Account, StanzaError> RegistrationForm::read(const QMap<QString, QString> &answers) const
{
    Account account;
    for (const Field &field : m_fields) {
        QString answer = answers.value(field.key, field.defaultValue);
        if (answer.isEmpty() && field.isRequired)
            return notAcceptable(QStringLiteral("\"%1\" is missing.").arg(labelOf(field)));
        if (answer.size() > maximumFieldLength)
            return notAcceptable(QStringLiteral("\"%1\" is too long.").arg(labelOf(field)));
        if (field.type == FieldType::Choice && !answer.isEmpty() && !field.choiceValues.contains(answer))
            return notAcceptable(QStringLiteral("\"%1\" is none of the choices.").arg(labelOf(field)));
        if (field.key == localUsernameField() || field.key == localPasswordField())
            continue;
        if (field.key == QLatin1String("username"))
            account.name = std::move(answer);
        else if (field.key == QLatin1String("password"))
            account.secret = Secret::take(std::move(answer));
        else if (!answer.isEmpty() && !isUsualLanguage(field, answer))
            account.options.insert(field.key, std::move(answer));
    }
    return account;
}

} // namespace spectrum::xmpp
