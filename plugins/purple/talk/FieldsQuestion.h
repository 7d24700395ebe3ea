// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// A request for a whole form.
#pragma once

#include "FieldMap.h"

#include <memory>

namespace spectrum::purple
{

class FieldsQuestion : public Question
{
public:
    // Takes the fields over, as libpurple gives them to whoever shows them. account fills in the fields that
    // ask for one: it is the only one its user has here.
    FieldsQuestion(const RequestWords &words, PurpleRequestFields *fields, const RequestOutcome &outcome,
                   PurpleAccount *account);

    [[nodiscard]] LoginStep step() const override { return m_step; }
    [[nodiscard]] Result<void> check(const Answers &answers) const override;
    void give(const Answers &answers) override;
    void cancel() override;

private:
    struct Destroyer {
        void operator()(PurpleRequestFields *fields) const { purple_request_fields_destroy(fields); }
    };
    void add(PurpleRequestField *field, const QString &group, PurpleAccount *account);
    void addPicture(PurpleRequestField *field);
    [[nodiscard]] QString keyOf(PurpleRequestField *field) const;

    std::unique_ptr<PurpleRequestFields, Destroyer> m_fields;
    LoginStep m_step;
    QList<FieldMap> m_maps;
    RequestOutcome m_outcome;
};

} // namespace spectrum::purple
