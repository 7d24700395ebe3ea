// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// One field of a request's form as fields of ours, and their answers back into it.
#pragma once

#include "Question.h"

namespace spectrum::purple
{

class FieldMap
{
public:
    // key is for the answers; a list of which several may be chosen has a field for each, with keys below it.
    FieldMap(PurpleRequestField *field, const QString &key, const QString &group);

    [[nodiscard]] const QList<Field> &fields() const { return m_fields; }
    [[nodiscard]] Result<void> check(const Answers &answers) const;
    // What is not answered stays as the plugin had it.
    void apply(const Answers &answers) const;

private:
    void addText(const QString &label);
    void addNumber(const QString &label);
    void addChoice(const QString &label);
    void addList(const QString &label);
    [[nodiscard]] Result<void> checkText(const QString &answer) const;
    [[nodiscard]] Result<void> checkOne(const Field &field, const QString &answer) const;
    void applyText(const QString &answer) const;
    void applyList(const Answers &answers) const;

    PurpleRequestField *m_field;
    PurpleRequestFieldType m_type;
    QString m_key;
    QList<Field> m_fields;
    // PURPLE_REQUEST_FIELD_LIST: as libpurple spells them.
    QList<QByteArray> m_items;
};

} // namespace spectrum::purple
