-- One row is one pair of groups that a share is compared between: category × weighting × two groups of one domain.
with

-- Of valid answers only, and of enough of them in either group: a share of fewer bodies is not compared.
shares as (
    select
        shares.share_key,
        shares.category_key,
        shares.domain_key,
        shares.weighting_key,
        shares.weighting,
        shares.weighted_base,
        shares.share,
        shares.standard_error,
        shares.degrees_of_freedom,
        categories.question_key,
        domain_values.domain
    from {{ ref('int_share') }} as shares
    inner join {{ ref('int_share_category') }} as categories on shares.category_key = categories.category_key
    inner join {{ ref('int_domain_value') }} as domain_values on shares.domain_key = domain_values.domain_key
    where categories.base = 'valid'
        and domain_values.domain <> 'all'
        and shares.n_base >= {{ threshold('compared_base') }}
)

select
    this.category_key,
    this.weighting_key,
    this.domain_key,
    other.domain_key as other_domain_key,
    this.question_key,
    this.weighting,
    this.share,
    other.share as other_share,
    this.weighted_base,
    other.weighted_base as other_weighted_base,
    this.standard_error,
    other.standard_error as other_standard_error,
    this.degrees_of_freedom,
    other.degrees_of_freedom as other_degrees_of_freedom
from shares as this
inner join shares as other
    on this.category_key = other.category_key
    and this.weighting_key = other.weighting_key
    and this.domain = other.domain
    and this.domain_key < other.domain_key
