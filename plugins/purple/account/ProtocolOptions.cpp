// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "ProtocolOptions.h"

#include "Question.h"
#include "Wording.h"

#include <algorithm>

namespace spectrum::purple
{

namespace
{

bool isPlainKey(const QString &text)
{
    const auto isKeyCharacter = [](QChar c) {
        return c.unicode() < 128 && (c.isLetterOrNumber() || c == u'_' || c == u'-');
    };
    return !text.isEmpty() && text.size() <= 64 && text != QLatin1String("username") &&
           text != QLatin1String("password") && std::all_of(text.cbegin(), text.cend(), isKeyCharacter);
}

// Values of a list are plugins' own words; they are answered by these or by their labels.
Field listField(PurpleAccountOption *option)
{
    Field field{.type = FieldType::Choice};
    for (const GList *item = purple_account_option_get_list(option); item; item = item->next) {
        const auto *pair = static_cast<PurpleKeyValuePair *>(item->data);
        field.choiceValues.append(cleanText(static_cast<const char *>(pair->value), 200));
        field.choiceLabels.append(labelText(pair->key));
    }
    // libpurple's default is the first.
    field.defaultValue = field.choiceValues.value(0);
    return field;
}

QString defaultOf(PurpleAccountOption *option)
{
    switch (purple_account_option_get_type(option)) {
    case PURPLE_PREF_BOOLEAN:
        return QString::number(purple_account_option_get_default_bool(option) != 0);
    case PURPLE_PREF_INT:
        return QString::number(purple_account_option_get_default_int(option));
    default:
        return cleanText(purple_account_option_get_default_string(option));
    }
}

// In the form in which fields have their values; null = it is none.
QString normalised(const Field &field, const QString &value)
{
    bool isNumber = false;
    if (field.type == FieldType::Boolean)
        return isYes(value) ? QStringLiteral("1") : isNo(value) ? QStringLiteral("0") : QString();
    if (field.type == FieldType::Integer) {
        const int number = value.trimmed().toInt(&isNumber);
        return isNumber ? QString::number(number) : QString();
    }
    if (field.type == FieldType::Choice)
        return field.choiceValues.value(indexOfChoice(field, value));
    return value.contains(QChar::Null) ? QString() : value;
}

Field bareField(PurpleAccountOption *option)
{
    Field field;
    switch (purple_account_option_get_type(option)) {
    case PURPLE_PREF_STRING_LIST:
        field = listField(option);
        break;
    case PURPLE_PREF_BOOLEAN:
        field.type = FieldType::Boolean;
        break;
    case PURPLE_PREF_INT:
        field.type = FieldType::Integer;
        break;
    default:
        if (purple_account_option_get_masked(option))
            field.type = FieldType::Secret;
    }
    if (field.type != FieldType::Choice)
        field.defaultValue = defaultOf(option);
    field.label = labelText(purple_account_option_get_text(option));
    return field;
}

} // namespace

ProtocolOptions::ProtocolOptions(PurplePlugin *plugin)
{
    const PurplePluginProtocolInfo *table = PURPLE_PLUGIN_PROTOCOL_INFO(plugin);
    m_hasPassword = !(table->options & OPT_PROTO_NO_PASSWORD);
    m_needsPassword = m_hasPassword && !(table->options & OPT_PROTO_PASSWORD_OPTIONAL);
    for (const GList *item = table->user_splits; item; item = item->next)
        m_parts.append({static_cast<PurpleAccountUserSplit *>(item->data),
                        QStringLiteral("name-part-%1").arg(m_parts.size() + 1)});
    for (const GList *item = table->protocol_options; item; item = item->next) {
        auto *option = static_cast<PurpleAccountOption *>(item->data);
        const QString setting = cleanText(purple_account_option_get_setting(option), 200);
        const auto isIt = [&setting](const Option &other) { return other.key == setting; };
        const bool isKey = isPlainKey(setting) && std::none_of(m_options.cbegin(), m_options.cend(), isIt);
        m_options.append(
            {option, isKey ? setting : QStringLiteral("option-%1").arg(m_options.size() + 1), setting});
    }
}

Field ProtocolOptions::nameField() const
{
    QString form = QStringLiteral("name");
    for (const Part &part : m_parts)
        form += QLatin1Char(purple_account_user_split_get_separator(part.split)) +
                labelText(purple_account_user_split_get_text(part.split)).toLower().replace(u' ', u'-');
    Field field{.key = QStringLiteral("username"), .label = QStringLiteral("Name"), .isRequired = true};
    if (!m_parts.isEmpty())
        field.help = QStringLiteral("Alone or as a whole, as in %1.").arg(form);
    return field;
}

QList<Field> ProtocolOptions::fields(const Settings &settings) const
{
    QList<Field> fields{nameField()};
    if (m_hasPassword)
        fields.append(Field{.key = QStringLiteral("password"),
                            .label = QStringLiteral("Password"),
                            .type = FieldType::Secret,
                            .isRequired = m_needsPassword});
    for (const Part &part : m_parts)
        fields.append(
            Field{.key = part.key,
                  .label = labelText(purple_account_user_split_get_text(part.split)),
                  .help = QStringLiteral("For a name that does not have it."),
                  .defaultValue = cleanText(purple_account_user_split_get_default_value(part.split))});
    for (const Option &option : m_options)
        fields.append(fieldOf(option, settings));
    return fields;
}

Field ProtocolOptions::fieldOf(const Option &option, const Settings &settings) const
{
    Field field = bareField(option.option);
    field.key = option.key;
    const QString name = QStringLiteral("purple.") + option.setting;
    // A secret of the administrator is used, and not shown to everybody who registers.
    if (field.type == FieldType::Secret)
        field.defaultValue.clear();
    else if (settings.isGiven(name)) {
        const QString configured = normalised(field, settings.text(name));
        field.defaultValue = configured.isNull() ? field.defaultValue : configured;
    }
    return field;
}

QString ProtocolOptions::fullName(const QString &name, const QMap<QString, QString> &answers) const
{
    QString whole = name.trimmed();
    qsizetype from = 0;
    for (const Part &part : m_parts) {
        const QLatin1Char separator(purple_account_user_split_get_separator(part.split));
        const bool isReverse = purple_account_user_split_get_reverse(part.split) != 0;
        const qsizetype at = isReverse ? whole.lastIndexOf(separator) : whole.indexOf(separator, from);
        if (at >= from && at > 0) {
            from = at + 1;
            continue;
        }
        QString value = answers.value(part.key).trimmed();
        if (value.isEmpty())
            value = cleanText(purple_account_user_split_get_default_value(part.split));
        if (value.isEmpty())
            return whole;
        from = whole.size() + 1;
        whole += separator + value;
    }
    return whole;
}

QStringList ProtocolOptions::apply(PurpleAccount *account, const QMap<QString, QString> &answers,
                                   const Settings &settings) const
{
    QStringList wrong;
    for (const Option &option : m_options) {
        const QString name = QStringLiteral("purple.") + option.setting;
        const QString answer = answers.value(option.key);
        const bool isAnswered = !answer.isEmpty() && setOne(account, option, answer);
        if (!answer.isEmpty() && !isAnswered)
            wrong.append(labelText(purple_account_option_get_text(option.option)));
        if (!isAnswered && settings.isGiven(name) && !setOne(account, option, settings.text(name)))
            wrong.append(name);
    }
    return wrong;
}

bool ProtocolOptions::setOne(PurpleAccount *account, const Option &option, const QString &value) const
{
    const QString normal = normalised(bareField(option.option), value);
    const QByteArray setting(purple_account_option_get_setting(option.option));
    if (normal.isNull())
        return false;
    switch (purple_account_option_get_type(option.option)) {
    case PURPLE_PREF_BOOLEAN:
        purple_account_set_bool(account, setting.constData(), normal == QLatin1String("1"));
        break;
    case PURPLE_PREF_INT:
        purple_account_set_int(account, setting.constData(), normal.toInt());
        break;
    default:
        purple_account_set_string(account, setting.constData(), normal.toUtf8().constData());
    }
    return true;
}

QStringList ProtocolOptions::unknownAmong(const QStringList &names) const
{
    QStringList unknown = names;
    for (const Option &option : m_options)
        unknown.removeAll(option.setting);
    return unknown;
}

} // namespace spectrum::purple
