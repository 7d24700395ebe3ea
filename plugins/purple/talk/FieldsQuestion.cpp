// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "FieldsQuestion.h"

#include "Wording.h"

#include <algorithm>

namespace spectrum::purple
{

namespace
{

constexpr qsizetype maximumFields = 200;

bool isKey(const QString &text)
{
    const auto isKeyCharacter = [](QChar c) {
        return c.unicode() < 128 && (c.isLetterOrNumber() || c == u'_' || c == u'-');
    };
    return !text.isEmpty() && text.size() <= 64 && text != QLatin1String("cancel") &&
           std::all_of(text.cbegin(), text.cend(), isKeyCharacter);
}

QString titleOf(PurpleRequestFieldGroup *group)
{
    return labelText(purple_request_field_group_get_title(group));
}

} // namespace

FieldsQuestion::FieldsQuestion(const RequestWords &words, PurpleRequestFields *fields,
                               const RequestOutcome &outcome, PurpleAccount *account)
    : Question(PURPLE_REQUEST_FIELDS), m_fields(fields), m_step(stepOf(words)), m_outcome(outcome)
{
    const GList *groups = fields ? purple_request_fields_get_groups(fields) : nullptr;
    const bool isGrouped = groups && groups->next;
    for (const GList *group = groups; group; group = group->next) {
        auto *one = static_cast<PurpleRequestFieldGroup *>(group->data);
        const QString title = isGrouped ? titleOf(one) : QString();
        for (const GList *field = purple_request_field_group_get_fields(one); field; field = field->next)
            add(static_cast<PurpleRequestField *>(field->data), title, account);
    }
    if (m_step.url.isEmpty())
        m_step.url = onlyAddress(m_step.instructions);
}

void FieldsQuestion::add(PurpleRequestField *field, const QString &group, PurpleAccount *account)
{
    const PurpleRequestFieldType type = purple_request_field_get_type(field);
    if (type == PURPLE_REQUEST_FIELD_ACCOUNT) {
        purple_request_field_account_set_value(field, account);
        return;
    }
    if (!purple_request_field_is_visible(field) || m_maps.size() >= maximumFields)
        return;
    if (type == PURPLE_REQUEST_FIELD_LABEL) {
        const QString text = plainText(purple_request_field_get_label(field));
        if (!text.isEmpty())
            m_step.instructions += (m_step.instructions.isEmpty() ? QString() : QStringLiteral("\n")) + text;
        return;
    }
    if (type == PURPLE_REQUEST_FIELD_IMAGE)
        return addPicture(field);
    const FieldMap map(field, keyOf(field), group);
    m_step.fields += map.fields();
    m_maps.append(map);
}

void FieldsQuestion::addPicture(PurpleRequestField *field)
{
    const char *bytes = purple_request_field_image_get_buffer(field);
    const gsize size = purple_request_field_image_get_size(field);
    constexpr gsize maximumPicture = 256 * 1024;
    const QByteArray picture =
        bytes && size <= maximumPicture ? QByteArray(bytes, static_cast<qsizetype>(size)) : QByteArray();
    if (m_step.image.isEmpty() && picture.startsWith("\x89PNG"))
        m_step.image = picture;
    else
        m_step.instructions += QStringLiteral("\n(A picture belongs to this that cannot be shown here.)");
}

QString FieldsQuestion::keyOf(PurpleRequestField *field) const
{
    const QString id = cleanText(purple_request_field_get_id(field), 80);
    const auto isTaken = [this](const QString &key) {
        return std::any_of(m_step.fields.cbegin(), m_step.fields.cend(),
                           [&key](const Field &other) { return other.key == key; });
    };
    return isKey(id) && !isTaken(id) ? id : QStringLiteral("field.%1").arg(m_maps.size());
}

Result<void> FieldsQuestion::check(const Answers &answers) const
{
    for (const FieldMap &map : m_maps) {
        if (const Result<void> checked = map.check(answers); !checked)
            return checked;
    }
    return {};
}

void FieldsQuestion::give(const Answers &answers)
{
    for (const FieldMap &map : std::as_const(m_maps))
        map.apply(answers);
    if (m_outcome.given)
        reinterpret_cast<PurpleRequestFieldsCb>(m_outcome.given)(m_outcome.data, m_fields.get());
}

void FieldsQuestion::cancel()
{
    if (m_outcome.cancelled)
        reinterpret_cast<PurpleRequestFieldsCb>(m_outcome.cancelled)(m_outcome.data, m_fields.get());
}

} // namespace spectrum::purple
